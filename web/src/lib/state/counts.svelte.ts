import { ticketRoutes } from "@tessera/core/ticket/ticket.schema";
import type { TicketCounts } from "@tessera/core/ticket/counts.schema";
import { call } from "#lib/api/call.ts";
import { browserZone, chosenZone } from "#lib/text/zone.ts";

/** How many tickets there are of what a dashboard asks, in one question. */
export class Counts {
  values = $state.raw<TicketCounts | null>(null);
  failure = $state.raw<unknown>(null);

  /** `project`: of this one only. */
  async load(project: string | undefined): Promise<void> {
    const tz = chosenZone() ?? browserZone;
    try {
      this.values = await call(ticketRoutes.counts, { query: { tz, ...(project !== undefined && { project }) } });
      this.failure = null;
    } catch (error) {
      this.failure = error;
    }
  }
}
