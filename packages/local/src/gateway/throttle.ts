import type { ApiSpec, Throttle } from "../template/model.ts";

/** Takes one token, if there is one. */
type Bucket = () => boolean;

/** A bucket of `burst` tokens that refills by `rate` a second. */
export function createBucket({ rate, burst }: Throttle, now: () => number = Date.now): Bucket {
  let tokens = burst;
  let last = now();
  return () => {
    const time = now();
    tokens = Math.min(burst, tokens + ((time - last) / 1000) * rate);
    last = time;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}

/** Whether a route may take one more request now: its own limit if it has one, else the stage's. */
export function createThrottle(api: ApiSpec): (routeKey: string) => boolean {
  const stage = api.throttle && createBucket(api.throttle);
  const routes = new Map(Object.entries(api.routeThrottles).map(([key, throttle]) => [key, createBucket(throttle)]));
  return (routeKey) => (routes.get(routeKey) ?? stage ?? (() => true))();
}
