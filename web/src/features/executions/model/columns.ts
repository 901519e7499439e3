// Columns of the list: which there are, how wide, and which give way where there is no room.

export interface Column {
  id: ColumnId;
  /** Pixels; of the one that takes the rest, its least. */
  width: number;
  flexible?: boolean;
  right?: boolean;
  sort?: string;
  /** Columns with the highest number give way first; those without never do. */
  givesWay?: number;
}

export type ColumnId =
  | 'status'
  | 'name'
  | 'input'
  | 'output'
  | 'agent'
  | 'model'
  | 'service'
  | 'user'
  | 'session'
  | 'entity'
  | 'duration'
  | 'spans'
  | 'errors'
  | 'messages'
  | 'tokens'
  | 'cost'
  | 'thread'
  | 'id'
  | 'started';

export const COLUMNS: readonly Column[] = [
  { id: 'status', width: 34 },
  { id: 'name', width: 160 },
  { id: 'input', width: 150, flexible: true },
  { id: 'output', width: 150, flexible: true, givesWay: 12 },
  { id: 'agent', width: 110, givesWay: 8 },
  { id: 'model', width: 110, givesWay: 9 },
  { id: 'service', width: 110, givesWay: 10 },
  { id: 'user', width: 96, givesWay: 10 },
  { id: 'session', width: 96, givesWay: 11 },
  { id: 'entity', width: 120, givesWay: 9 },
  { id: 'duration', width: 104, right: true, sort: 'durationMs' },
  { id: 'spans', width: 52, right: true, givesWay: 7 },
  { id: 'errors', width: 54, right: true, givesWay: 6 },
  { id: 'messages', width: 76, right: true, givesWay: 6 },
  { id: 'tokens', width: 58, right: true, sort: 'totalTokens', givesWay: 4 },
  { id: 'cost', width: 82, right: true, sort: 'cost', givesWay: 3 },
  { id: 'thread', width: 90, givesWay: 5 },
  { id: 'id', width: 110, givesWay: 11 },
  { id: 'started', width: 102, right: true, sort: 'startTime' },
];

export const ALWAYS: ReadonlySet<ColumnId> = new Set(['status', 'name']);

export const DEFAULT_COLUMNS: readonly ColumnId[] = [
  'input',
  'agent',
  'duration',
  'spans',
  'tokens',
  'cost',
  'thread',
  'started',
];

/** The chosen columns that fit into `width`, in their fixed order. */
export function fitColumns(chosen: readonly string[], width: number): Column[] {
  const wanted = COLUMNS.filter(({ id }) => ALWAYS.has(id) || chosen.includes(id));
  const leaving = wanted
    .filter(({ givesWay }) => givesWay !== undefined)
    .sort((a, b) => (b.givesWay ?? 0) - (a.givesWay ?? 0));
  let needed = wanted.reduce((sum, column) => sum + column.width, 0);
  const gone = new Set<ColumnId>();
  for (const column of leaving) {
    if (needed <= width) break;
    gone.add(column.id);
    needed -= column.width;
  }
  return wanted.filter(({ id }) => !gone.has(id));
}

/** The columns as a CSS grid. The name shares what is left over; without a flexible column it has it all. */
export function gridTemplate(columns: readonly Column[]): string {
  const anyFlexible = columns.some(({ flexible }) => flexible);
  const track = ({ id, width, flexible }: Column) => {
    if (id === 'name') return `minmax(${width}px, ${anyFlexible ? '0.6fr' : '1fr'})`;
    return flexible ? 'minmax(0, 1fr)' : `${width}px`;
  };
  return columns.map(track).join(' ');
}

/** The sort after a click on a column's head: its largest first, then its smallest. */
export function nextSort(current: string, column: string): string {
  return current === `-${column}` ? column : `-${column}`;
}
