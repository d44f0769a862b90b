// Two people fill in one file, and the page saves by itself. Owns: what each changed and what the outcome is. Does not own: asking, sending.

/** A file cut into pieces that are asked about one by one: by the path of each, as in `bank.account`. */
export type Pieces = Readonly<Record<string, unknown>>

const isGroup = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Cuts what consists of fields; lists stay whole, for their lines have no names. */
export function pieces(file: object, under = ''): Pieces {
  return Object.assign({}, ...Object.entries(file).map(([key, value]) => (isGroup(value) ? pieces(value, `${under}${key}.`) : { [under + key]: value })))
}

/** Puts pieces together again. */
export function whole(parts: Pieces): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  for (const [path, value] of Object.entries(parts)) {
    const names = path.split('.')
    const last = names.pop() ?? ''
    let at = out
    for (const name of names) at = (at[name] ??= {}) as Record<string, unknown>
    at[last] = value
  }
  return out
}

/** Spaces around a text and nothing at all are no difference. */
function plain(value: unknown): unknown {
  if (typeof value === 'string') return value.trim() || null
  if (Array.isArray(value)) return value.map(plain)
  if (isGroup(value)) return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, plain(v)]).filter(([, v]) => v !== null))
  return value ?? null
}

const same = (a: unknown, b: unknown) => JSON.stringify(plain(a)) === JSON.stringify(plain(b))

/** The paths at which two files differ. */
export const changed = (from: Pieces, to: Pieces): string[] => [...new Set([...Object.keys(from), ...Object.keys(to)])].filter((path) => !same(from[path], to[path]))

/** The paths that both changed, and not to the same. */
export function clashes(base: Pieces, mine: Pieces, theirs: Pieces): string[] {
  const others = new Set(changed(base, theirs))
  return changed(base, mine).filter((path) => others.has(path) && !same(mine[path], theirs[path]))
}

/** Theirs, with what I changed where they did not; at a clash mine, unless theirs was chosen. */
export function merged(base: Pieces, mine: Pieces, theirs: Pieces, take: Readonly<Record<string, 'mine' | 'theirs'>> = {}): Pieces {
  const out: Record<string, unknown> = { ...theirs }
  for (const path of changed(base, mine)) if (take[path] !== 'theirs') out[path] = mine[path]
  return out
}
