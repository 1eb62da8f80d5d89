const none = (): never => {
  throw new Error("The bundle has no event streams: no operation that we call has one.");
};

/** The SDK imports these when it meets an operation with an event stream. */
export const eventStreamSerdeProvider = none;
export class EventStreamSerde {
  constructor() {
    none();
  }
}
