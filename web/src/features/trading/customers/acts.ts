/** What can be done with many customers at once, from the list. */
export const bulkActs = ['set_group', 'set_region', 'set_salesperson', 'invite', 'block'] as const
export type BulkAct = (typeof bulkActs)[number]
