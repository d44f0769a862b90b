// Owns: what stands in the bars, for which seat, and where a person starts. One table for the bars, the command box and the redirects.
import {
  Ban, Bell, Boxes, Building2, ClipboardCheck, Columns3, Contact, Eye, FileBadge, FileCheck2, FileSpreadsheet, FileUp, Gauge, GitCompareArrows, Group, House, IdCard, Inbox, Landmark, ListChecks, MessageSquareQuote, Package, Puzzle, ReceiptText, ScanBarcode,
  ScrollText, SendHorizontal, Store, UserRoundSearch, Users, Plug, KeyRound, type LucideIcon,
} from 'lucide-react'
import { usualSeat, type Seat, type Session } from './session'

export const buyerPlaces = ['order', 'compare', 'rfq', 'orders', 'statement'] as const
/** Also the buyers' own, but not one of the five that the bar has room for: it stands beside the search. */
export const besidePlaces = ['suppliers'] as const
export const companyPlaces = [
  'today', 'orders', 'tenants', 'verification', 'matching', 'matchProducts', 'matchPrecision', 'applications', 'customers', 'groups', 'invites', 'imports', 'blocked', 'grants', 'viewers', 'disclosures', 'notices', 'items', 'categories', 'revisions', 'stock', 'prices', 'rates', 'priceFiles', 'asks', 'standing',
  'listing', 'clients', 'team', 'company', 'file', 'audit', 'jobs', 'keys',
] as const
export type BarPlace = (typeof buyerPlaces)[number]
export type BuyerPlace = BarPlace | (typeof besidePlaces)[number]
export type CompanyPlace = (typeof companyPlaces)[number]
export type PlaceName = BuyerPlace | CompanyPlace

export const icons: Record<PlaceName, LucideIcon> = {
  order: ScanBarcode, compare: Columns3, rfq: MessageSquareQuote, orders: Package, statement: ReceiptText,
  suppliers: Store, file: FileBadge, verification: FileCheck2, today: House, team: Users, company: Building2, audit: ClipboardCheck, jobs: ListChecks, tenants: Landmark,
  applications: Inbox, customers: Contact, groups: Group, invites: SendHorizontal, imports: FileUp, blocked: Ban, grants: Eye, viewers: UserRoundSearch, disclosures: ScrollText, notices: Bell,
  items: Boxes, categories: Group, revisions: ScrollText, priceFiles: FileSpreadsheet, listing: IdCard, clients: Plug, keys: KeyRound,
  prices: ReceiptText, rates: Landmark, stock: Package,
  matching: GitCompareArrows, matchProducts: Boxes, matchPrecision: Gauge, asks: Puzzle, standing: Boxes,
}

/** Places inside a place: they stand in its own bar, not in the side bar. */
export const inside: Partial<Record<CompanyPlace, CompanyPlace>> = {
  groups: 'customers', invites: 'customers', imports: 'customers', blocked: 'customers', viewers: 'grants', disclosures: 'grants', notices: 'grants', categories: 'items', revisions: 'items', matchProducts: 'matching', matchPrecision: 'matching', standing: 'asks',
}

/** Places where the company itself is set up rather than worked in. */
export const settings: readonly CompanyPlace[] = ['listing', 'clients', 'team', 'company', 'file', 'audit', 'jobs', 'keys']

/** Companies that only buy work in the buyers' frame; all others in the one with the side bar. */
export const onlyBuys = ({ company }: Seat) => company.parts.every((p) => p === 'buyer')
export const buys = ({ company }: Seat) => company.parts.includes('buyer')

/** What one must be allowed to open a place; of several, with a space between, one will do. */
const needs: Partial<Record<CompanyPlace, string>> = {
  audit: 'audit.read', jobs: 'job.read', tenants: 'identity.tenant.read', team: 'identity.seat.read', file: 'trading.file.read', verification: 'trading.verification.read',
  applications: 'trading.relationship.read', customers: 'trading.customer.read', groups: 'trading.customer.read', invites: 'trading.customer.read', imports: 'trading.customer.read', blocked: 'trading.relationship.read',
  grants: 'trading.grant.read', viewers: 'trading.grant.read', disclosures: 'trading.grant.read', notices: 'trading.grant.read', items: 'catalog.item.read', categories: 'catalog.category.read', revisions: 'catalog.item.read', priceFiles: 'integration.import.read', listing: 'trading.profile.read', clients: 'sso.client.read', keys: 'sso.key.read',
  orders: 'ordering.order.read', stock: 'inventory.stock.read', prices: 'pricing.list.read promotion.action.read', rates: 'pricing.rate.write',
  matching: 'matching.question.read', matchProducts: 'matching.question.read', matchPrecision: 'matching.question.read', asks: 'matching.ask.read', standing: 'matching.ask.read',
}

/** The pages of a company that the seat may open. */
export function companyPlacesOf(seat: Seat): CompanyPlace[] {
  return companyPlaces.filter((place) => {
    if (place === 'today' && onlyBuys(seat)) return false
    if (place === 'file' && !buys(seat)) return false
    const need = needs[place]
    return need === undefined || need.split(' ').some((n) => seat.permissions.includes(n))
  })
}

/** Whether a path is one of the buyers' places or stands below one; they are drawn for the company that buys. */
export function atBuyerPlace(path: string): boolean {
  const [, first = ''] = path.split('/')
  return [...buyerPlaces, ...besidePlaces].some((place) => place === first)
}

/** Where the address has another word than the place: customers are imported below their own place. */
const word: Partial<Record<CompanyPlace, string>> = { priceFiles: 'imports', revisions: 'history', matchProducts: 'products', matchPrecision: 'precision', standing: 'items' }

export const companyPath = (company: string, place: CompanyPlace) => `/c/${company}/${inside[place] ? `${inside[place]}/` : ''}${word[place] ?? place}`

/** Where work starts with this seat. */
export const homeOf = (seat: Seat) => (onlyBuys(seat) ? '/order' : companyPath(seat.company.id, 'today'))

/** The seat that buys: the one used last if it does, or the first. Buyers read across all their companies; acting names one. */
export function buyingSeat(session: Session): Seat | undefined {
  const usual = usualSeat(session)
  return usual && buys(usual) ? usual : session.seats.find(buys)
}
