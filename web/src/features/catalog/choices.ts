// What there is to choose from, in the order in which it is offered. Owns: the words of the hub for it. Does not own: their words for people.
import type { components } from '../../api/catalog.gen'

type Schemas = components['schemas']

export const sorts = ['sku', 'name', 'updated'] as const
export type Sort = (typeof sorts)[number]
export const lacks = ['picture', 'category', 'barcode', 'brand', 'description'] as const satisfies readonly Schemas['ItemLack'][]
export const causes = ['item', 'bulk', 'sheet', 'import', 'rollback', 'undo', 'category'] as const satisfies readonly Schemas['RevisionCause'][]
export const kinds = ['text', 'number', 'boolean', 'choice'] as const satisfies readonly Schemas['AttributeKind'][]
