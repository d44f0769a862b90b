import { queryOptions } from '@tanstack/react-query'
import type { components } from '../../../api/receipt.gen'
import { api, ok } from '../../../lib/api'

export type Signed = components['schemas']['SignedReceipt']
export type Receipt = components['schemas']['PriceReceipt']
export type Price = components['schemas']['ReceiptPrice']

/** What a comparison was asked, byte by byte: its receipt is of the same basket. */
export type Compared = components['schemas']['ComparedLine']

/** Which price is asked about: what a buyer is offered, a line of what it compares, a line as it was ordered, or what a supplier asks of a customer, nobody in particular without one. */
export type Of =
  | { view: 'buyer'; company: string; supplier: string; item: string; quantity?: string }
  | { view: 'compared'; company: string; supplier: string; item: string; line: string; basket: Compared['basket'] }
  | { view: 'ordered'; side: 'buyer' | 'supplier'; company: string; order: string; line: number }
  | { view: 'supplier'; company: string; customer?: string; item: string; quantity?: string }

function ask(of: Of, signal: AbortSignal): Promise<Signed> {
  const { company } = of
  switch (of.view) {
    case 'buyer':
      return ok(api.GET('/api/companies/{company}/suppliers/{supplier}/items/{item}/receipt', { params: { path: { company, supplier: of.supplier, item: of.item }, query: { quantity: of.quantity } }, signal }))
    case 'compared':
      return ok(api.POST('/api/companies/{company}/comparison/receipt', { params: { path: { company } }, body: { basket: of.basket, line: of.line, supplier: of.supplier, item: of.item }, signal }))
    case 'ordered': {
      const call = { params: { path: { company, order: of.order, line: of.line } }, signal }
      return ok(of.side === 'buyer' ? api.GET('/api/companies/{company}/placed-orders/{order}/lines/{line}/receipt', call) : api.GET('/api/companies/{company}/orders/{order}/lines/{line}/receipt', call))
    }
    case 'supplier':
      return ok(api.GET('/api/companies/{company}/items/{item}/receipt', { params: { path: { company, item: of.item }, query: { quantity: of.quantity, customer: of.customer, whole: true } }, signal }))
  }
}

/** The receipt of this moment. Kept as long as it is looked at: a receipt is dated. */
export const receiptQuery = (of: Of) =>
  queryOptions({
    queryKey: ['receipt', of],
    queryFn: ({ signal }) => ask(of, signal),
    gcTime: 0,
    retry: false,
  })
