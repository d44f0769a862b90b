// The words of the contract that screens list.
import type { Sort, Status } from './queries'

export const statuses = ['submitted', 'changed', 'accepted', 'part_shipped', 'shipped', 'received', 'refused', 'withdrawn'] as const satisfies readonly Status[]
export const sorts = ['newest', 'oldest', 'due', 'total'] as const satisfies readonly Sort[]
