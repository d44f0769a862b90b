// How a basket is divided over suppliers. Owns: what is asked of the hub, and the choice of a plan, kept on this device. Does not own: plans; the hub finds them.
import { queryOptions } from '@tanstack/react-query'
import type { components } from '../../../api/ordering.gen'
import { api, ok } from '../../../lib/api'
import type { Day } from '../../../lib/dates'
import type { Basket } from '../../comparison/basket/draft'
import type { Asked } from '../../comparison/basket/queries'

type Schemas = components['schemas']
export type Plans = Schemas['PurchasePlans']
export type Plan = Schemas['PurchasePlan']
export type Aim = Schemas['PlanAim']
export type Rule = Schemas['PlanRule']
export type PlanRequest = Schemas['PlanRequest']

export const aims = ['recommended', 'cheapest', 'fewest', 'usual'] as const satisfies readonly Aim[]

/** What somebody wants of a plan; without an aim each line is bought where it costs least. */
export type Wanted = { aim: Aim | null; atMost?: number; by?: Day; /** Suppliers that something, or nothing, is bought at. */ must?: readonly string[]; never?: readonly string[] }

/** Lines that somebody chose an offer for stay there. */
export const keptRules = (lines: Basket, counts: (key: string) => boolean): Rule[] => lines.flatMap(({ key, chosen }) => (chosen && counts(key) ? [{ kind: 'keep' as const, line: key, ...chosen }] : []))

/** The rules in the order in which their prices are shown: few of the whole basket first, for only the first dozen is priced. */
export const rulesOf = ({ atMost, by, must = [], never = [] }: Wanted, kept: readonly Rule[]): Rule[] => [
  ...(atMost ? [{ kind: 'at_most' as const, count: atMost }] : []),
  ...(by ? [{ kind: 'needed_by' as const, by }] : []),
  ...must.map((supplier) => ({ kind: 'must_use' as const, supplier })),
  ...never.map((supplier) => ({ kind: 'never' as const, supplier })),
  ...kept,
]

/** The lines of a comparison, narrowed as it is; where they are bought is what is asked for. */
export const planRequest = ({ lines, suppliers, in_stock, lead_days, on_account, region }: Asked, wanted: Wanted, kept: readonly Rule[]): PlanRequest => ({
  lines: lines.map(({ key = '', item, text, name, quantity, unit }) => ({ key, item, text, name, quantity, unit })),
  suppliers, in_stock, lead_days, on_account, region, rules: rulesOf(wanted, kept), priced: wanted.aim ?? undefined,
})

/** A basket is long: its number stands in the key for it. It stands below a comparison's: what makes that old makes plans old too. */
export const plansQuery = (company: string, id: number, body: PlanRequest) =>
  queryOptions({
    queryKey: ['trading', company, 'comparison', 'plans', id],
    queryFn: ({ signal }) => ok(api.POST('/api/companies/{company}/purchases/plans', { params: { path: { company } }, body, signal })),
    enabled: id > 0 && body.lines.length > 0,
    gcTime: 60_000,
  })

const place = (company: string) => `hub.plan.${company}`

const ids = (value: unknown) => {
  const found = Array.isArray(value) ? value.filter((x): x is string => typeof x === 'string') : []
  return found.length > 0 ? found : undefined
}

export function readWanted(company: string): Wanted {
  try {
    const kept = JSON.parse(localStorage.getItem(place(company)) ?? '{}') as { aim?: unknown; atMost?: unknown; by?: unknown; must?: unknown; never?: unknown }
    return { aim: aims.find((a) => a === kept.aim) ?? null, atMost: typeof kept.atMost === 'number' ? kept.atMost : undefined, by: typeof kept.by === 'string' ? (kept.by as Day) : undefined, must: ids(kept.must), never: ids(kept.never) }
  } catch {
    return { aim: null }
  }
}

export function writeWanted(company: string, wanted: Wanted) {
  try {
    localStorage.setItem(place(company), JSON.stringify(wanted))
  } catch {
    // Storage is full or forbidden: the choice holds until the page is closed.
  }
}
