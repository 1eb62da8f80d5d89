/**
 * The demo project's tickets, by column and from top to bottom. A line reads: type, name, who reported it, who
 * works on it, and what else there is to say. Days count from today; `in` names the epic.
 */
const line = (type, name, by, to = [], more = {}) => ({ type, name, by, to, ...more });

const low = { priority_id: 1, urgency: "low" };
const high = { priority_id: 3, urgency: "high", importance: "high" };
const critical = { priority_id: 4, urgency: "high", importance: "critical" };

const unlock = "Unlock in under two seconds";
const pricing = "Day passes and fair pricing";
const console = "Operations console 2.0";
const winter = "Ready for winter";
const access = "An app that everyone can use";

export const epics = {
  "In Progress": [
    line("epic", unlock, "demo", ["priya"], {
      ...high,
      start: -34,
      due: 21,
      description:
        "Riders give up after four seconds. Today the median is **3.8 s**, the 95th percentile 9 s.\n\n## Done when\n\n- [x] we can see where the time goes\n- [ ] median under 2 s, p95 under 4 s\n- [ ] a lock that doesn't answer says so within 5 s",
    }),
    line("epic", console, "demo", ["jonas"], {
      start: -20,
      due: 35,
      description:
        "The people who move bikes work on tablets, outdoors, with gloves. The old console was made for a desk.\n\nResearch: eleven ride-alongs in three cities, notes in the team folder.",
    }),
  ],
  "To Do": [
    line("epic", pricing, "demo", ["anna"], {
      ...high,
      start: 4,
      due: 48,
      description:
        "Commuters told us that they can't predict what a week costs. A day pass and a weekly cap answer most of it.",
    }),
    line("epic", winter, "mateo", ["mateo"], {
      due: 30,
      description:
        "Last year's first frost took 14 % of the fleet offline for two days. Batteries, grip, rebalancing, and what the app says.",
    }),
    line("epic", access, "anna", ["anna"], {
      importance: "high",
      due: 60,
      description: "WCAG 2.2 AA for the rider app. An audit is booked for the end of the quarter.",
    }),
  ],
};

export const tickets = {
  Done: [
    line("task", "Trace an unlock from tap to click", "priya", ["priya"], {
      in: unlock,
      start: -33,
      due: -27,
      description:
        "One trace id through app, service and lock gateway. The result is a histogram per hop:\n\n| hop | median |\n|---|---|\n| app to service | 310 ms |\n| service to gateway | 90 ms |\n| gateway to lock | **3.1 s** |",
    }),
    line("task", "Keep the connection to locks nearby warm", "priya", ["priya", "jonas"], {
      in: unlock,
      ...high,
      start: -25,
      due: -14,
      description: "Bikes within 30 m of a moving rider are likely to be next. Wake their radio before the tap.",
    }),
    line("bug", "Unlock spinner never ends when the lock is out of range", "mateo", ["priya"], {
      in: unlock,
      ...critical,
      due: -19,
      description:
        "Steps:\n\n1. Stand between two bikes\n2. Scan the farther one\n3. Walk away\n\nThe spinner stays until the app is killed. Support has 40 cases a week.",
    }),
    line("story", "As a rider I see how far a bike can still go", "demo", ["anna"], { due: -16 }),
    line("task", "Move map tiles to the new provider", "jonas", ["jonas"], {
      due: -22,
      description: "Saves about a third of the monthly bill. Keep the old key for two weeks.",
    }),
    line("bug", "Trip summary shows UTC instead of local time", "anna", ["mateo"], { due: -20 }),
    line("task", "Rotate the payment provider's webhook secret", "jonas", ["jonas"], { ...high, due: -12 }),
    line("story", "Mechanics can mark a bike as unsafe with one tap", "demo", ["jonas", "anna"], {
      in: console,
      ...high,
      start: -19,
      due: -9,
    }),
    line("task", "Offline queue for field actions", "jonas", ["jonas"], {
      in: console,
      start: -18,
      due: -6,
      description:
        "Garages have no reception. Queue, show what is queued, send in order, and say when something was refused.",
    }),
    line("bug", "Two mechanics can take the same job", "mateo", ["jonas"], { in: console, ...high, due: -5 }),
    line("task", "Order winter tyres for the northern fleet", "mateo", ["mateo"], { in: winter, due: -8 }),
    line("bug", "Promo code field accepts trailing spaces and then fails", "anna", ["anna"], { ...low, due: -17 }),
    line("task", "Delete trip traces after 90 days", "demo", ["priya"], {
      importance: "critical",
      due: -15,
      description: "Required by our own privacy notice. Keep aggregates per 500 m cell.",
    }),
    line("story", "Invite a friend, both get a free ride", "demo", ["anna"], { start: -30, due: -18 }),
    line("bug", "Crash on Android 12 when location is denied", "anna", ["anna"], {
      ...critical,
      due: -21,
      description:
        "`SecurityException` in `LocationProvider.start`, 2.1 % of sessions on Android 12.\n\nAsk once, explain why, and fall back to the map's centre.",
    }),
    line("task", "Raise the service's test coverage of refunds", "priya", ["mateo"], { due: -13 }),
    line("task", "Retire the old status page", "jonas", ["jonas"], { ...low, due: -11 }),
    line("bug", "Parking photo upload stalls on slow networks", "mateo", ["priya"], { due: -10 }),
    line("story", "Riders choose their language in the app", "anna", ["anna"], { in: access, due: -7 }),
    line("task", "Contrast check of all button states", "anna", ["anna"], { in: access, due: -4 }),
    line("bug", "Receipt e-mail has a broken logo in dark mode", "demo", ["anna"], { ...low, due: -3 }),
    line("task", "Agree on a name for the weekly cap", "demo", ["demo"], {
      in: pricing,
      due: -2,
      description: '"Weekly cap" it is: riders understood it at once, "flex limit" only one in five.',
    }),
  ],
  Review: [
    line("task", "Retry the wake-up over the second gateway", "priya", ["priya"], {
      in: unlock,
      ...high,
      start: -6,
      due: 1,
      description:
        "If the nearest gateway is silent for 800 ms, ask the next one. Both answers arriving must stay harmless: the lock's command counter sees to it.",
    }),
    line("bug", "Zone borders flicker while zooming", "jonas", ["anna"], { due: 2 }),
    line("story", "Drag bikes into a rebalancing tour", "demo", ["jonas"], {
      in: console,
      start: -9,
      due: 3,
      description:
        'The dispatcher draws the tour on the map and drags bikes into it; the driver\'s tablet follows at once.\n\n> "If I could just *grab* those three." (dispatcher, ride-along 4)',
    }),
    line("task", "Screen reader labels for the map's bikes", "anna", ["anna", "priya"], { in: access, due: 2 }),
    line("task", "Alert when a lock's firmware update fails twice", "mateo", ["mateo"], { ...high, due: 0 }),
    line("bug", "Refund is booked twice after a time-out", "priya", ["mateo"], {
      ...critical,
      due: -2,
      description:
        "Seen three times this month. The provider answers after our time-out and we try again **without** the idempotency key.\n\nSend the key; add a test that delays the answer by 20 s.",
    }),
  ],
  "In Progress": [
    line("task", "Say within five seconds that a lock doesn't answer", "demo", ["priya", "anna"], {
      in: unlock,
      ...high,
      start: -3,
      due: 4,
      description:
        "Wording (checked with support):\n\n> This bike isn't answering. You have not been charged. Here are two others, 40 m away.",
    }),
    line("story", "Shift handover on the tablet", "demo", ["jonas"], { in: console, start: -4, due: 6 }),
    line("bug", "Battery level jumps from 40 % to 5 %", "mateo", ["mateo"], {
      ...high,
      start: -4,
      due: -1,
      description:
        "Cold cells report a voltage that the old curve reads as nearly empty. Measured at -4 °C on 30 bikes; data is attached to the investigation.",
    }),
    line("task", "Battery curve for temperatures below zero", "mateo", ["mateo", "priya"], {
      in: winter,
      start: -2,
      due: 5,
    }),
    line("story", "Pay with the transit card", "demo", ["anna"], {
      start: -8,
      due: 9,
      description:
        "First the two cities whose transit agency signed. The card's number never touches our service: token from the reader only.",
    }),
    line("bug", "Support can't find riders by their second e-mail", "jonas", ["jonas"], { due: -1 }),
    line("task", "Focus order of the checkout", "anna", ["anna"], { in: access, start: -1, due: 7 }),
    line("task", "Load test for the spring campaign", "priya", ["priya"], {
      due: 12,
      description: "Target: 400 unlocks a second for ten minutes, errors below 0.1 %.",
    }),
  ],
  "To Do": [
    line("bug", "Trips that start at midnight count for two days", "demo", [], {
      ...high,
      due: 3,
      description: "The cap is per calendar day of the *start*. The report splits them.",
    }),
    line("story", "As a commuter I never pay more than the weekly cap", "demo", ["anna"], {
      in: pricing,
      ...high,
      start: 4,
      due: 18,
      description:
        "## Rules\n\n1. Monday to Sunday, local time of the first trip\n2. Only trips that are finished and paid\n3. The cap is shown before the first trip of the week\n\nNot in this ticket: families, companies.",
    }),
    line("story", "Buy a day pass from the map", "demo", ["anna", "mateo"], { in: pricing, due: 20 }),
    line("task", "Price preview in the unlock sheet", "anna", [], { in: pricing, due: 25 }),
    line("task", "Migrate tariffs to the new price table", "mateo", ["mateo"], { in: pricing, due: 15 }),
    line("story", "Warn riders before an icy morning", "mateo", [], {
      in: winter,
      due: 14,
      description:
        "Push at 6:30 when the forecast for the city centre is below 1 °C and wet. At most once a day, never on weekends before 8.",
    }),
    line("task", "Move a third of the fleet to covered stands", "mateo", ["jonas"], { in: winter, due: 16 }),
    line("task", "Glove-friendly targets on the tablet", "jonas", ["jonas"], {
      in: console,
      due: 11,
      description: "At least 56 px, 12 px apart. Measure with the fat gloves.",
    }),
    line("story", "Dispatcher sees why a bike was moved", "jonas", [], { in: console, due: 24 }),
    line("bug", "Keyboard trap in the photo dialog", "anna", ["anna"], { in: access, ...high, due: 8 }),
    line("task", "Captions for the three safety videos", "anna", [], { in: access, ...low, due: 40 }),
    line("task", "Cut the app's start-up by preloading the last map", "priya", ["priya"], { in: unlock, due: 17 }),
    line("bug", "Search finds streets of the wrong city first", "mateo", [], { due: 22 }),
    line("story", "Reserve a bike for ten minutes", "demo", [], {
      importance: "high",
      due: 45,
      description: "Open question: does a reservation cost something when it isn't used? Dana asks legal.",
    }),
    line("task", "Write the runbook for a gateway outage", "jonas", ["jonas", "priya"], { importance: "high", due: 6 }),
    line("task", "Update the SDK of the payment terminal", "jonas", [], { ...low, due: 28 }),
    line("bug", "Odd line break in Finnish receipts", "anna", [], low),
    line("task", "Clean up feature flags older than six months", "priya", [], low),
    line("story", "Year in review for riders", "demo", [], { ...low, due: 36 }),
  ],
};
