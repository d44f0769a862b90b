// What the screens of delivery ask the hub. Keys begin ['ordering', company]: each move of a delivery is a move of its order, whose event asks all of them again.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { components } from '../../api/fulfilment.gen'
import { api, ok } from '../../lib/api'
import { dayOf, deviceZone } from '../../lib/dates'
import { queryClient } from '../../lib/query'

type Schemas = components['schemas']
export type Summary = Schemas['ShipmentSummary']
export type Shipment = Schemas['Shipment']
export type ShipmentLine = Schemas['ShipmentLine']
export type Delivery = Schemas['OrderDelivery']
export type OpenLine = Schemas['OpenLine']
export type ToShip = Schemas['OrderToShip']
export type Draft = Schemas['ShipmentDraft']
export type Change = Schemas['ShipmentChange']
export type Receipt = Schemas['Receipt']
export type View = Schemas['ShipmentView']
export type Case = Schemas['Case']
export type Remedy = Schemas['Remedy']
export type Side = Schemas['DeliverySide']

const key = (company: string) => ['ordering', company, 'delivery']
const again = (company: string) => queryClient.invalidateQueries({ queryKey: ['ordering', company] })

/** The day it is here. */
export const today = () => dayOf(new Date(), deviceZone)

export const deliveryQuery = (side: Side, company: string, order: string) =>
  queryOptions({
    queryKey: [...key(company), side, 'order', order],
    queryFn: ({ signal }) => {
      const params = { path: { company, order } }
      return ok(side === 'buyer' ? api.GET('/api/companies/{company}/placed-orders/{order}/delivery', { params, signal }) : api.GET('/api/companies/{company}/orders/{order}/delivery', { params, signal }))
    },
  })

export const shipmentPages = (side: Side, company: string, view: View, q: string) =>
  infiniteQueryOptions({
    queryKey: [...key(company), side, 'pages', view, q],
    queryFn: ({ pageParam: after, signal }) => {
      const params = { path: { company }, query: { view, q: q || undefined, today: today(), after } }
      return ok(side === 'buyer' ? api.GET('/api/companies/{company}/deliveries', { params, signal }) : api.GET('/api/companies/{company}/shipments', { params, signal }))
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
  })

export const toShipPages = (company: string, q: string) =>
  infiniteQueryOptions({
    queryKey: [...key(company), 'to-ship', q],
    queryFn: ({ pageParam: after, signal }) => ok(api.GET('/api/companies/{company}/orders-to-ship', { params: { path: { company }, query: { q: q || undefined, after } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
  })

export const shipmentQuery = (side: Side, company: string, shipment: string) =>
  queryOptions({
    queryKey: [...key(company), side, 'one', shipment],
    queryFn: ({ signal }) => {
      const params = { path: { company, shipment } }
      return ok(side === 'buyer' ? api.GET('/api/companies/{company}/deliveries/{shipment}', { params, signal }) : api.GET('/api/companies/{company}/shipments/{shipment}', { params, signal }))
    },
  })

/** Ships; the same name of the act, sent again, ships nothing twice. */
export async function ship(company: string, order: string, body: Draft, name: string) {
  const sent = await ok(api.POST('/api/companies/{company}/orders/{order}/shipments', { params: { path: { company, order }, header: { 'Idempotency-Key': name } }, body }))
  await again(company)
  return sent
}

export async function closeLines(company: string, order: string, lines: number[], reason: string) {
  await ok(api.POST('/api/companies/{company}/orders/{order}/close', { params: { path: { company, order } }, body: { lines, reason } }))
  await again(company)
}

/** Ships all that is open of several orders, each as it was read; tells what became of each. */
export async function shipAll(company: string, orders: readonly ToShip[], how: { carrier?: string; expected_on?: string }) {
  const { orders: done } = await ok(api.POST('/api/companies/{company}/orders-to-ship/ship', { params: { path: { company } }, body: { orders: orders.map(({ order, version }) => ({ order, version })), ...how } }))
  void again(company)
  return done
}

export async function change(company: string, { id: shipment, version }: Summary, body: Change) {
  const now = await ok(api.PATCH('/api/companies/{company}/shipments/{shipment}', { params: { path: { company, shipment }, header: { 'If-Match': `"${version}"` } }, body }))
  queryClient.setQueryData(shipmentQuery('supplier', company, shipment).queryKey, now)
  void again(company)
}

export async function voidShipment(company: string, shipment: string, reason: string) {
  await ok(api.POST('/api/companies/{company}/shipments/{shipment}/void', { params: { path: { company, shipment } }, body: { reason } }))
  await again(company)
}

/** Receives, once; the same name of the act, sent again, receives nothing twice. */
export async function receive(company: string, shipment: string, body: Receipt, name: string) {
  const now = await ok(api.POST('/api/companies/{company}/deliveries/{shipment}/receipt', { params: { path: { company, shipment }, header: { 'Idempotency-Key': name } }, body }))
  queryClient.setQueryData(shipmentQuery('buyer', company, shipment).queryKey, now)
  void again(company)
}

export async function undoReceipt(company: string, shipment: string) {
  const now = await ok(api.DELETE('/api/companies/{company}/deliveries/{shipment}/receipt', { params: { path: { company, shipment } } }))
  queryClient.setQueryData(shipmentQuery('buyer', company, shipment).queryKey, now)
  void again(company)
}

export async function addPhoto(company: string, shipment: string, line: number, file: File) {
  await ok(
    api.POST('/api/companies/{company}/deliveries/{shipment}/lines/{line}/photos', {
      params: { path: { company, shipment, line } }, body: file as never, bodySerializer: (b) => b, headers: { 'Content-Type': file.type || 'image/jpeg' },
    }),
  )
  await queryClient.invalidateQueries({ queryKey: shipmentQuery('buyer', company, shipment).queryKey })
}

export const photoAddress = (side: Side, company: string, shipment: string, photo: string) => `/api/companies/${company}/${side === 'buyer' ? 'deliveries' : 'shipments'}/${shipment}/photos/${photo}`

export async function answerCase(company: string, { id, version }: Case, remedy: Remedy, words: string) {
  await ok(api.POST('/api/companies/{company}/shipment-cases/{case}/acts', { params: { path: { company, case: id }, header: { 'If-Match': `"${version}"` } }, body: { remedy, words: words || undefined } }))
  await again(company)
}

export async function actOnCase(company: string, { id, version }: Case, act: 'agree' | 'dispute' | 'withdraw', words = '') {
  await ok(api.POST('/api/companies/{company}/delivery-cases/{case}/acts', { params: { path: { company, case: id }, header: { 'If-Match': `"${version}"` } }, body: { act, words: words || undefined } }))
  await again(company)
}

export const exportShipments = (company: string, view: View, q: string) => ok(api.POST('/api/companies/{company}/shipments/export', { params: { path: { company } }, body: { format: 'xlsx', view, q: q || undefined, today: today() } }))
