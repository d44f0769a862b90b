import type { StatusKind } from '../../../ui/Marks'
import type { CustomerState } from '../supplierQueries'

export const customerStates = ['connected', 'invited', 'unclaimed', 'suspended', 'closed', 'blocked'] as const satisfies readonly CustomerState[]

export const customerDots: Record<CustomerState, StatusKind> = { connected: 'done', invited: 'waiting', unclaimed: 'off', suspended: 'blocked', closed: 'off', blocked: 'blocked' }
