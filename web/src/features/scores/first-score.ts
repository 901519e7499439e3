/** The command that sends a score, with this server's address filled in. */
export function firstScore(address: string, key: string | null): string {
  const header = key ? `\n  -H "X-Api-Key: ${key}" \\` : '';
  return `curl ${address}/api/v1/scores \\${header}
  -H "Content-Type: application/json" \\
  -d '{"scores": [{"executionId": "order-7", "name": "helpful", "value": 0.9, "comment": "Answers what was asked."}]}'`;
}
