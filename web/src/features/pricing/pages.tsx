// The pages below /prices: one route leads to all of them, so that the table of pages stays small. Owns: which page an address means, its code and its texts.
import { Navigate, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { needTexts } from '../../lib/i18n'
import { NotFoundPage } from '../../shell/ErrorPages'
import { useCompanySeat } from '../../shell/session'

type Part = { texts: readonly string[]; load: () => Promise<{ Page: (props: { id: string }) => ReactNode }> }

const shared = ['pricing', 'trading', 'job', 'identity', 'fault']
const parts: Record<string, Part | undefined> = {
  '': { texts: ['prices', 'pricechanges'], load: () => import('./prices/Prices') },
  lists: { texts: ['pricelists', 'customers'], load: () => import('./pricelists/Lists') },
  list: { texts: ['pricelists', 'customers'], load: () => import('./pricelists/ListPage') },
  changes: { texts: ['pricechanges'], load: () => import('./pricechanges/Changes') },
  change: { texts: ['pricechanges'], load: () => import('./pricechanges/ChangePage') },
  promotions: { texts: ['promotion'], load: () => import('../promotion/Promotions') },
  promotion: { texts: ['promotion', 'customers', 'trading'], load: () => import('../promotion/PromotionPage') },
  conditions: { texts: ['conditions', 'customers'], load: () => import('./conditions/ConditionsPage') },
  policy: { texts: ['pricepolicy'], load: () => import('./pricepolicy/PolicyPage') },
  costs: { texts: ['costs'], load: () => import('./costs/Costs') },
  why: { texts: ['receipt', 'customers', 'promotion'], load: () => import('./receipt/WhyPage') },
}

/** /prices/lists is a page, /prices/lists/prl_… one thing on it. */
function partOf(splat = '') {
  const [word = '', id = ''] = splat.split('/')
  const name = id && (word === 'lists' || word === 'changes' || word === 'promotions') ? word.slice(0, -1) : word
  return { name, id, part: parts[name] }
}

const loaded = new Map<string, (props: { id: string }) => ReactNode>()

/** Has the page of an address ready before it is shown. */
export async function ready(splat: string | undefined) {
  const { name, part } = partOf(splat)
  if (!part) return
  const [{ Page }] = await Promise.all([part.load(), needTexts(...shared, ...part.texts)])
  loaded.set(name, Page)
}

export function Page() {
  const { _splat } = useParams({ strict: false }) as { _splat?: string }
  const { name, id } = partOf(_splat)
  const { company, permissions } = useCompanySeat()
  const Here = loaded.get(name)
  // Who makes promotions may not see prices: the place of both begins with what one may open.
  if (name === '' && !permissions.includes('pricing.list.read')) return <Navigate to="/c/$company/prices/$" params={{ company: company.id, _splat: 'promotions' }} search={{}} replace />
  // oxlint-disable-next-line react/static-components -- it is kept since it was loaded, not made here
  return Here ? <Here key={`${name} ${id}`} id={id} /> : <NotFoundPage />
}
