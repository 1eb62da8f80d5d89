/** Where a client keeps endpoints that it discovered: DynamoDB's are known, and nothing turns discovery on. */
export class EndpointCache {}
