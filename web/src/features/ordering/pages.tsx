// The pages below /orders, of buyers and of suppliers: one route on each side leads to all of them, so that the table of pages stays small. Owns: which page an address means, its code and its texts.
import { useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { needTexts } from '../../lib/i18n'
import { NotFoundPage } from '../../shell/ErrorPages'

type Here = (props: { id: string }) => ReactNode

const parts = {
  bought: () => import('./Bought'),
  review: () => import('./Review'),
  placed: () => import('./Placed'),
  order: () => import('./BuyerOrder'),
  approvals: () => import('../approval/List'),
  approval: () => import('../approval/One'),
  rules: () => import('../approval/Rules'),
  sold: () => import('./Sold'),
  answer: () => import('./SupplierOrder'),
  sent: () => import('../fulfilment/Sent'),
  incoming: () => import('../fulfilment/Incoming'),
  desk: () => import('../credit/Desk'),
  account: () => import('../credit/AccountPage'),
  credit: () => import('../credit/Mine'),
} satisfies Record<string, () => Promise<{ Page: Here }>>

type Name = keyof typeof parts

/** What a page says besides what all of them do. */
const texts = {
  bought: ['job'], review: [], placed: ['approval'], order: [],
  approvals: ['approval'], approval: ['approval'], rules: ['approval'],
  sold: ['job'], answer: ['credit', 'identity'], sent: ['fulfilment'], incoming: ['fulfilment'],
  desk: ['credit', 'identity', 'job'], account: ['credit', 'identity'], credit: ['credit'],
} as const satisfies Record<Name, readonly Parameters<typeof needTexts>[number][]>

/** What an address below /orders means to a buyer, and below /c/…/orders to a supplier. */
function partOf(splat = '', company?: string): { name?: Name; id: string } {
  const [word = '', id = ''] = splat.split('/')
  const order = /^ord_[0-9a-z]{26}$/.test(word) && !id
  const purchase = word === 'placed' && /^pur_[0-9a-z]{26}$/.test(id)
  if (word === 'credit' && company && /^com_[0-9a-z]{26}$/.test(id)) return { name: 'account', id }
  if (word === 'credit' && !id) return { name: company ? 'desk' : 'credit', id }
  if (word === 'shipments' && /^(shp_[0-9a-z]{26})?$/.test(id)) return { name: company ? 'sent' : 'incoming', id }
  if (company) return { name: word === '' ? 'sold' : order ? 'answer' : undefined, id: word }
  if (purchase) return { name: 'placed', id }
  if (word === 'approvals') return { name: id === '' ? 'approvals' : id === 'rules' ? 'rules' : /^apv_[0-9a-z]{26}$/.test(id) ? 'approval' : undefined, id }
  if (word === 'review' && !id) return { name: 'review', id }
  return { name: word === '' ? 'bought' : order ? 'order' : undefined, id: word }
}

const loaded = new Map<Name, Here>()

/** Has the page of an address ready before it is shown. */
export async function ready({ _splat, company }: { _splat?: string; company?: string }) {
  const { name } = partOf(_splat, company)
  if (!name) return
  const [{ Page }] = await Promise.all([parts[name](), needTexts('ordering', 'offers', 'trading', 'fault', ...texts[name])])
  loaded.set(name, Page)
}

export function Page() {
  const { _splat, company } = useParams({ strict: false }) as { _splat?: string; company?: string }
  const { name, id } = partOf(_splat, company)
  const Here = name && loaded.get(name)
  // oxlint-disable-next-line react/static-components -- it is kept since it was loaded, not made here
  return Here ? <Here key={`${name} ${id}`} id={id} /> : <NotFoundPage />
}
