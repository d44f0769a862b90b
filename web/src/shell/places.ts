// Owns: what stands in the bars, for which seat, and where a person starts. One table for the bars, the command box and the redirects.
import {
  Building2, ClipboardCheck, Columns3, House, Landmark, ListChecks, MessageSquareQuote, Package, ReceiptText, ScanBarcode, Users, type LucideIcon,
} from 'lucide-react'
import { usualSeat, type Seat, type Session } from './session'

export const buyerPlaces = ['order', 'compare', 'rfq', 'orders', 'statement'] as const
export const companyPlaces = ['today', 'tenants', 'team', 'company', 'audit', 'jobs'] as const
export type BuyerPlace = (typeof buyerPlaces)[number]
export type CompanyPlace = (typeof companyPlaces)[number]
export type PlaceName = BuyerPlace | CompanyPlace

export const icons: Record<PlaceName, LucideIcon> = {
  order: ScanBarcode, compare: Columns3, rfq: MessageSquareQuote, orders: Package, statement: ReceiptText,
  today: House, team: Users, company: Building2, audit: ClipboardCheck, jobs: ListChecks, tenants: Landmark,
}

/** Companies that only buy work in the buyers' frame; all others in the one with the side bar. */
export const onlyBuys = ({ company }: Seat) => company.parts.every((p) => p === 'buyer')
export const buys = ({ company }: Seat) => company.parts.includes('buyer')

const needs: Partial<Record<CompanyPlace, string>> = { audit: 'audit.read', jobs: 'job.read', tenants: 'identity.tenant.read', team: 'identity.seat.read' }

/** The pages of a company that the seat may open. */
export function companyPlacesOf(seat: Seat): CompanyPlace[] {
  return companyPlaces.filter((place) => {
    if (place === 'today' && onlyBuys(seat)) return false
    const need = needs[place]
    return need === undefined || seat.permissions.includes(need)
  })
}

export const companyPath = (company: string, place: CompanyPlace) => `/c/${company}/${place}`

/** Where work starts with this seat. */
export const homeOf = (seat: Seat) => (onlyBuys(seat) ? '/order' : companyPath(seat.company.id, 'today'))

/** The seat that buys: the one used last if it does, or the first. Buyers read across all their companies; acting names one. */
export function buyingSeat(session: Session): Seat | undefined {
  const usual = usualSeat(session)
  return usual && buys(usual) ? usual : session.seats.find(buys)
}
