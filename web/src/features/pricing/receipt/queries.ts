import { queryOptions } from '@tanstack/react-query'
import type { components } from '../../../api/receipt.gen'
import { api, ok } from '../../../lib/api'

export type Signed = components['schemas']['SignedReceipt']
export type Receipt = components['schemas']['PriceReceipt']
export type Price = components['schemas']['ReceiptPrice']

/** Which price is asked about: what a buyer is offered, or what a supplier asks of a customer, nobody in particular without one. */
export type Of =
  | { view: 'buyer'; company: string; supplier: string; item: string; quantity?: string }
  | { view: 'supplier'; company: string; customer?: string; item: string; quantity?: string }

/** The receipt of this moment. Kept as long as the dialog is open: a receipt is dated. */
export const receiptQuery = (of: Of) =>
  queryOptions({
    queryKey: ['receipt', of],
    queryFn: ({ signal }): Promise<Signed> =>
      of.view === 'buyer'
        ? ok(api.GET('/api/companies/{company}/suppliers/{supplier}/items/{item}/receipt', { params: { path: { company: of.company, supplier: of.supplier, item: of.item }, query: { quantity: of.quantity } }, signal }))
        : ok(api.GET('/api/companies/{company}/items/{item}/receipt', { params: { path: { company: of.company, item: of.item }, query: { quantity: of.quantity, customer: of.customer } }, signal })),
    gcTime: 0,
    retry: false,
  })
