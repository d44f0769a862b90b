// Two records of a question, field by field.
import type { components } from '../../api/matching.gen'

type Schemas = components['schemas']
export type Contradiction = Schemas['MatchContradiction']
export type Reason = Schemas['MatchReason']
export type Text = Schemas['MatchText']

/** What one side says: an item of a supplier, or a product, of which less is told. */
export type Side = Text & { category?: string; attributes?: Schemas['MatchAttribute'][] }

export type FieldName = 'name' | 'brand' | 'mpn' | 'gtin' | 'pack' | 'unit' | 'category' | 'attribute'

export type PairField = { key: string; name: FieldName; /** Of an attribute: its own name. */ title?: string; left: string; right: string; contradicts: boolean }

/** Shown even where nobody says anything, so that each field stands where it stood in the question before. */
const always: readonly FieldName[] = ['name', 'brand', 'mpn', 'gtin', 'pack']

/** In which field a contradiction is seen. Measures are read out of the name; the last two kinds are about no field. */
const fieldOf: Record<Contradiction['kind'], FieldName | undefined> = {
  pack: 'pack', measure: 'name', unit: 'unit', brand: 'brand', barcode: 'gtin', part_number: 'mpn', refused: undefined, supplier_twice: undefined,
}

function attributeRows(left: Side, right: Side): PairField[] {
  const titles = [...new Set([...(left.attributes ?? []), ...(right.attributes ?? [])].map((a) => a.name))]
  const of = (side: Side, title: string) => (side.attributes ?? []).filter((a) => a.name === title).map((a) => a.value).join(', ')
  return titles.map((title) => ({ key: `attribute ${title}`, name: 'attribute', title, left: of(left, title), right: of(right, title), contradicts: false }))
}

/** The rows of a question. `unit` says the word of a unit's code. */
export function fieldsOf(left: Side, right: Side, contradictions: readonly Contradiction[], unit: (code: string) => string): PairField[] {
  const against = new Set(contradictions.map((c) => fieldOf[c.kind]))
  // A pack that nobody wrote into its field was read out of the name.
  if (against.has('pack') && !(left.pack && right.pack)) against.add('name')
  const value = (side: Side, name: Exclude<FieldName, 'attribute'>) => (name === 'unit' ? side.unit && unit(side.unit) : side[name]) ?? ''
  const names = ['name', 'brand', 'mpn', 'gtin', 'pack', 'unit', 'category'] as const
  const rows = names.map((name) => ({ key: name, name, left: value(left, name), right: value(right, name), contradicts: against.has(name) }))
  return [...rows.filter((r) => r.left || r.right || always.includes(r.name)), ...attributeRows(left, right)]
}
