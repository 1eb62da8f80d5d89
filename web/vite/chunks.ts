const svelte = String.raw`node_modules\/svelte\/src\/`;

/** Svelte's parts that the login page doesn't need. Left alone, each page would carry what any page uses. */
const later = new RegExp(
  `${svelte}internal/client/dom/(blocks/(each|key|svelte-element)|elements/custom-element)\\.js$`,
);

const core = new RegExp(
  `${svelte}internal/client/(reactivity/[a-z]+|runtime|render|context|proxy|dom/(template|operations|hydration|task|elements/(attributes|events|misc|class|style|bindings/[a-z]+)|blocks/(boundary|branches|if|snippet|svelte-head|svelte-component)))\\.js$`,
);

const ours =
  /vite\/preload-helper|web\/src\/lib\/(api\/error|text\/first|ui\/(Logo|Button|EmptyState|Field)|shell\/(Problem|return))/;

/** What every page starts with, in one file: many small ones compress worse. */
const start = (id: string): boolean => core.test(id) || ours.test(id);

/** Kit's client: never in the file above, since it reads what the page tells Kit, after that has run. */
const kit = /@sveltejs\/kit\/src\/runtime\/(client\/(client|state\.svelte)|app\/(state|navigation)\/[a-z]+)\.js$/;

/** What every page but those needs, and those when their form is sent. */
const entrance = /web\/src\/lib\/(api\/(?!store)|text\/(messages|sentence))/;

/** What every page behind the entrance has: the shell, what is known of projects, and how tickets are drawn. */
const shell =
  /web\/src\/lib\/(state\/(apply|board|change|drafts|echo|network|paging|toasts|turns|moves|view|workspace)\.|shell\/(AccountButton|Offline|Sidebar|Topbar|commands|context|keys|pages|problem|shortcuts)\.|board\/(address|focus|marks|painted|sight)\.|text\/(format|zone)|tickets\/(asking|query)\.|ui\/(Avatar|Badge|MenuButton|MenuHost|Skeleton|menu|Toast|Toaster|Tooltip|layers)\.)|@lucide\/svelte\/dist\/icons\/ellipsis\./;

/** What carries cards and boxes. */
const drag = /node_modules\/svelte-dnd-action\//;

/** A board, which the page of tickets shows, too. */
const board =
  /web\/src\/(lib\/board\/(Board|BoardHead|BoardSkeleton|CardFace|Cards|Column|ColumnCount|ColumnHead|AddTicket|Strip|drag|folds|painted|sieve)\.|lib\/state\/density\.|lib\/tickets\/matches\.|routes\/\(app\)\/p\/\[key\]\/\+layout\.svelte)/;

/** What pages with lists have in common: each file more is a name more in what every page starts with. */
const lists =
  /web\/src\/lib\/(state\/(list\.svelte|lists|me|preferences\.svelte)\.|text\/tickets\.|tickets\/(asked|columns)\.)/;

/** What lists and boards are asked by, after their first rows and cards. */
const asking = /web\/src\/lib\/(state\/views\.|text\/asking\.|tickets\/(Filters|FilterChip|filters|SavedViews)\.)/;

/** What can be done with a column, on its board and in the settings. */
const columns = /web\/src\/lib\/(board\/columns|text\/column)\./;

/** What the pages before the entrance have in common. */
const before = /web\/src\/lib\/shell\/(AuthPage|entering)\./;

/** Icons of several pages that the shell and a board don't have. */
const icons =
  /@lucide\/svelte\/dist\/icons\/(arrow-(down|left|right|up)|check|plus|columns-3|copy|log-out|pencil|trash(-2)?)\./;

/** What the account's menu and the settings have in common. */
const account = /web\/src\/lib\/(state\/theme\.|shell\/account-commands\.)/;

/** How the app is cut into files. A group takes the modules that its own import, unless an earlier one has them. */
const groups = [
  { name: "start", test: start, priority: 12 },
  { name: "kit", test: kit, priority: 11 },
  { name: "later", test: later, priority: 10 },
  { name: "entrance", test: entrance, priority: 9 },
  { name: "shell", test: shell, priority: 8 },
  { name: "drag", test: drag, priority: 7 },
  { name: "board", test: board, priority: 6 },
  { name: "lists", test: lists, priority: 5 },
  { name: "asking", test: asking, priority: 4 },
  { name: "account", test: account, priority: 3 },
  { name: "columns", test: columns, priority: 2 },
  { name: "before", test: before, priority: 1 },
  { name: "icons", test: icons, priority: 0 },
];

/** Svelte's modules do nothing by being loaded; told so, a page doesn't load those that it takes nothing from. */
const moduleSideEffects = [
  { test: /node_modules\/svelte\/src\/(internal\/client|legacy|reactivity)\//, sideEffects: false },
];

export const rolldownOptions = { treeshake: { moduleSideEffects }, output: { codeSplitting: { groups } } };
