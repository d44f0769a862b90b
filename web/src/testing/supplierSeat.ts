// A seat at a supplier with everything a supplier's pages ask for.
import type { Seat } from '../shell/session'
import { owner } from './signed'

const permissions = [
  'trading.profile.read', 'trading.profile.write', 'trading.customer.read', 'trading.customer.write', 'trading.relationship.read', 'trading.relationship.decide', 'trading.grant.read', 'trading.grant.write',
  'comparison.sheet.read', 'comparison.sheet.write', 'catalog.revision.undo', 'identity.seat.read', 'job.read', 'job.cancel',
  'integration.import.read', 'integration.import.write',
]

export const supplier = (change: Partial<Seat> = {}): Seat => ({ ...owner, permissions, company: { ...owner.company, name: 'Farnwell', parts: ['supplier'] }, ...change })
