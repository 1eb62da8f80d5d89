import * as Ticket from "@tessera/core/ticket/ticket";
import { ticketRoutes } from "@tessera/core/ticket/ticket.schema";
import { serve } from "../lib/serve.ts";

export const handler = serve(ticketRoutes, Ticket);
