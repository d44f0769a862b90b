// The roles a company can give, by what it does here. The hub decides; this is what is offered.
import type { Part, Role } from '../../../shell/session'

const everywhere: Role[] = ['owner', 'admin', 'finance']

const ofPart: Record<Part, Role[]> = {
  buyer: ['buyer', 'approver', 'warehouse'],
  supplier: ['sales', 'pricing', 'warehouse', 'service', 'marketing'],
  brand: ['marketing'],
  operator: ['service'],
}

const order: Role[] = ['owner', 'admin', 'buyer', 'approver', 'sales', 'pricing', 'warehouse', 'finance', 'service', 'marketing']

export function rolesOf(parts: readonly Part[]): Role[] {
  const offered = new Set([...everywhere, ...parts.flatMap((p) => ofPart[p])])
  return order.filter((r) => offered.has(r))
}

export const sortRoles = (roles: readonly Role[]) => order.filter((r) => roles.includes(r))
