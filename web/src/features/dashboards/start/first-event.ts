/** The command that sends an event, with this server's address filled in. */
export function firstEvent(address: string, key: string | null): string {
  const header = key ? `\n  -H "Authorization: Bearer ${key}" \\` : '';
  return `curl ${address}/api/v1/events \\${header}
  -H "Content-Type: application/json" \\
  -d '{"name": "ticket_resolved", "properties": {"category": "network", "duration": 4.5, "satisfied": true}}'`;
}
