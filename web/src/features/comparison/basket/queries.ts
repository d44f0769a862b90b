// What the compare screen asks the hub. Keys stand below those of trading: an event of a relationship, an item or a price makes a comparison old too.
import { queryOptions } from '@tanstack/react-query'
import type { components } from '../../../api/comparison.gen'
import { api, ok } from '../../../lib/api'
import { queryClient } from '../../../lib/query'
import type { Line } from './draft'

type Schemas = components['schemas']
export type Asked = Schemas['CompareRequest']
export type Settings = Schemas['CompareSettings']
export type SettingsDraft = Schemas['CompareSettingsDraft']
export type Printed = Schemas['PrintedComparison']

/** What the hub leaves out. */
export type Narrowing = { stock?: boolean; lead?: number; account?: boolean; region?: string }

/** Of more lines than this only the best offers of each are asked for, and the chosen one: that is what a person looks at, and the rest would be tens of megabytes. */
const many = 1000
const bestOfMany = 6

/** Words have no name of an item, and an item needs no words. */
export const requestOf = (lines: readonly Line[], { stock, lead, account, region }: Narrowing, suppliers?: readonly string[]): Asked => ({
  lines: lines.map(({ key, ref, text, name, quantity, unit, chosen }) => ({ key, item: ref, text: text || undefined, name, quantity, unit: unit || undefined, chosen })),
  best: lines.length > many ? bestOfMany : undefined, in_stock: stock || undefined, lead_days: lead, on_account: account || undefined, region, suppliers: suppliers ? [...suppliers] : undefined,
})

/** A basket is long: its number stands in the key for it. */
export type Question = { id: number; body: Asked }

const key = (company: string, { id }: Question) => ['trading', company, 'comparison', id]

export const compareQuery = (company: string, question: Question) =>
  queryOptions({
    queryKey: key(company, question),
    queryFn: ({ signal }) => ok(api.POST('/api/companies/{company}/comparison', { params: { path: { company } }, body: question.body, signal })),
    enabled: question.body.lines.length > 0,
    gcTime: 60_000,
  })

/** The terms of one line's cells; freight and fees are those of the whole basket. */
export const explainQuery = (company: string, question: Question, line: string) =>
  queryOptions({
    queryKey: [...key(company, question), 'explained', line],
    queryFn: async ({ signal }) => {
      const answer = await ok(api.POST('/api/companies/{company}/comparison', { params: { path: { company } }, body: { ...question.body, explain: [line] }, signal }))
      return { ...answer, lines: answer.lines.filter((l) => l.key === line) }
    },
    gcTime: 60_000,
  })

export const compareAgain = (company: string) => queryClient.invalidateQueries({ queryKey: ['trading', company, 'comparison'] })

export const settingsQuery = (company: string) =>
  queryOptions({ queryKey: ['trading', company, 'compare settings'], queryFn: ({ signal }) => ok(api.GET('/api/companies/{company}/comparison/settings', { params: { path: { company } }, signal })) })

export async function putSettings(company: string, version: number, body: SettingsDraft) {
  const now = await ok(api.PUT('/api/companies/{company}/comparison/settings', { params: { path: { company }, header: { 'If-Match': `"${version}"` } }, body }))
  queryClient.setQueryData(settingsQuery(company).queryKey, now)
  await compareAgain(company)
  return now
}
