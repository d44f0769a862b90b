// What saved lists ask the hub. Everybody of the company who compares has the same lists.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { components } from '../../../api/comparison.gen'
import { api, ok } from '../../../lib/api'
import { queryClient } from '../../../lib/query'
import { newLineKey, type Basket, type Line } from '../basket/draft'

type Schemas = components['schemas']
export type List = Schemas['CompareList']
export type Summary = Schemas['CompareListSummary']
export type ListDraft = Schemas['CompareListDraft']

/** What a list keeps of a line. */
export const keptLines = (lines: Basket): ListDraft['lines'] =>
  lines.map(({ ref, text, quantity, unit, chosen }) => ({ item: ref, text: text || undefined, quantity, unit: unit || undefined, chosen }))

export const openedLines = (list: List): Line[] =>
  list.lines.map(({ item, text, quantity, unit, chosen }) => ({ key: newLineKey(), text: text ?? '', ref: item, quantity, unit: unit ?? '', chosen }))

/** Whether the lines that are worked on are those of the list. */
export const sameAsKept = (lines: Basket, list: List) => JSON.stringify(keptLines(lines)) === JSON.stringify(keptLines(openedLines(list)))

const key = (company: string) => ['trading', company, 'compare lists']

export const listPages = (company: string, q = '') =>
  infiniteQueryOptions({
    queryKey: [...key(company), 'pages', q],
    queryFn: ({ pageParam: after, signal }) => ok(api.GET('/api/companies/{company}/lists', { params: { path: { company }, query: { q: q || undefined, after, limit: 50 } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
  })

export const listQuery = (company: string, list: string) =>
  queryOptions({
    queryKey: [...key(company), 'one', list],
    queryFn: ({ signal }) => ok(api.GET('/api/companies/{company}/lists/{compare_list}', { params: { path: { company, compare_list: list } }, signal })),
  })

const again = (company: string) => queryClient.invalidateQueries({ queryKey: [...key(company), 'pages'] })

function know(company: string, list: List) {
  queryClient.setQueryData(listQuery(company, list.list).queryKey, list)
  void again(company)
  return list
}

export const createList = async (company: string, body: ListDraft) => know(company, await ok(api.POST('/api/companies/{company}/lists', { params: { path: { company } }, body })))

export const putList = async (company: string, { list, version }: { list: string; version: number }, body: ListDraft) =>
  know(company, await ok(api.PUT('/api/companies/{company}/lists/{compare_list}', { params: { path: { company, compare_list: list }, header: { 'If-Match': `"${version}"` } }, body })))

/** The name alone; its lines stay as they are kept. */
export async function renameList(company: string, list: string, name: string) {
  const now = await ok(api.GET('/api/companies/{company}/lists/{compare_list}', { params: { path: { company, compare_list: list } } }))
  return putList(company, now, { name, note: now.note, lines: keptLines(openedLines(now)) })
}

export const duplicateList = async (company: string, list: string, name: string) =>
  know(company, await ok(api.POST('/api/companies/{company}/lists/{compare_list}/duplicate', { params: { path: { company, compare_list: list } }, body: { name } })))

/** Drops a list, and answers what it held: with that it can be brought back. */
export async function deleteList(company: string, list: string): Promise<ListDraft> {
  const held = await ok(api.GET('/api/companies/{company}/lists/{compare_list}', { params: { path: { company, compare_list: list } } }))
  await api.DELETE('/api/companies/{company}/lists/{compare_list}', { params: { path: { company, compare_list: list } } })
  queryClient.removeQueries({ queryKey: listQuery(company, list).queryKey })
  await again(company)
  return { name: held.name, note: held.note, lines: keptLines(openedLines(held)) }
}
