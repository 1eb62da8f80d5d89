import { auth } from "#lib/text/first.ts";

/** What runs once the form is sent is fetched while it is being filled in: the page is there sooner. */
export const entrance = () => import("./entrance.ts");
export const prepare = () => void entrance().catch(() => {});

/** What to tell people of a failure, also of the one to fetch the entrance. */
export const explain = (error: unknown, own?: Readonly<Record<number, string>>): Promise<string> =>
  entrance().then(
    ({ sentence }) => sentence(error, own),
    () => auth.unreachable,
  );

export const complaints = (error: unknown): Promise<Record<string, string>> =>
  entrance().then(
    ({ fieldTexts }) => fieldTexts(error),
    () => ({}),
  );
