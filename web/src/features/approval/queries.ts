// What the screens of approvals ask the hub. Keys begin ['approval', company].
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { components } from '../../api/approval.gen'
import type { components as bought } from '../../api/ordering.gen'
import { api, ok } from '../../lib/api'
import { queryClient } from '../../lib/query'

type Schemas = components['schemas']
export type Draft = bought['schemas']['PurchaseDraft']
export type Rule = Schemas['ApprovalRule']
export type RuleDraft = Schemas['ApprovalRuleDraft']
export type When = Schemas['ApprovalWhen']
export type Stage = Schemas['ApprovalStage']
export type Who = Schemas['ApprovalWho']
export type Role = Schemas['ApprovalRole']
export type Needs = Schemas['ApprovalNeeds']
export type Chain = Schemas['ApprovalChain']
export type Step = Schemas['ApprovalStep']
export type Approval = Schemas['Approval']
export type Summary = Schemas['ApprovalSummary']
export type State = Schemas['ApprovalState']
export type View = Schemas['ApprovalView']
export type Part = Schemas['ApprovalPart']
export type Event = Schemas['ApprovalEvent']
export type Linked = Schemas['LinkedApproval']

const key = (company: string) => ['approval', company]
const size = 50

const askAgain = (company: string) => Promise.all([queryClient.invalidateQueries({ queryKey: key(company) }), queryClient.invalidateQueries({ queryKey: ['ordering', company] })])

export const rulesQuery = (company: string) =>
  queryOptions({ queryKey: [...key(company), 'rules'], queryFn: ({ signal }) => ok(api.GET('/api/companies/{company}/approval-rules', { params: { path: { company } }, signal })) })

export const absencesQuery = (company: string) =>
  queryOptions({ queryKey: [...key(company), 'absences'], queryFn: ({ signal }) => ok(api.GET('/api/companies/{company}/approval-absences', { params: { path: { company } }, signal })) })

/** Those who work here, to be asked or to stand in. */
export const teamQuery = (company: string) =>
  queryOptions({
    queryKey: ['team', company, 'first', 200],
    queryFn: ({ signal }) => ok(api.GET('/api/companies/{company}/seats', { params: { path: { company }, query: { limit: 200 } }, signal })),
  })

export async function saveRule(company: string, rule: Rule | null, body: RuleDraft) {
  if (rule) await ok(api.PUT('/api/companies/{company}/approval-rules/{rule}', { params: { path: { company, rule: rule.id }, header: { 'If-Match': `"${rule.version}"` } }, body }))
  else await ok(api.POST('/api/companies/{company}/approval-rules', { params: { path: { company } }, body }))
  await askAgain(company)
}

export async function deleteRule(company: string, rule: string) {
  await api.DELETE('/api/companies/{company}/approval-rules/{rule}', { params: { path: { company, rule } } })
  await askAgain(company)
}

export async function setAbsence(company: string, seat: string, body: Schemas['ApprovalAbsenceDraft'] | null) {
  const params = { path: { company, seat } }
  await (body ? api.PUT('/api/companies/{company}/approval-absences/{seat}', { params, body }) : api.DELETE('/api/companies/{company}/approval-absences/{seat}', { params }))
  await askAgain(company)
}

/** Who would have to approve a purchase as it stands on the screen. */
export const needsQuery = (company: string, body: Draft | null) =>
  queryOptions({
    queryKey: [...key(company), 'needs', body],
    queryFn: ({ signal }) => ok(api.POST('/api/companies/{company}/approvals/simulation', { params: { path: { company } }, body: body ?? { lines: [] }, signal })),
    enabled: body !== null && body.lines.length > 0,
    staleTime: 0,
    gcTime: 60_000,
  })

/** The same name of the act, sent again, sends nothing twice. */
export async function sendForApproval(company: string, purchase: Draft, note: string, name: string) {
  const made = await ok(api.POST('/api/companies/{company}/approvals', { params: { path: { company }, header: { 'Idempotency-Key': name } }, body: { purchase, note: note || undefined } }))
  void askAgain(company)
  return made
}

export const approvalPages = (company: string, view: View) =>
  infiniteQueryOptions({
    queryKey: [...key(company), 'pages', view],
    queryFn: ({ pageParam: after, signal }) => ok(api.GET('/api/companies/{company}/approvals', { params: { path: { company }, query: { view, after, limit: size } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    refetchInterval: 30_000,
  })

/** What became a purchase, if it had to wait. */
export const ofPurchaseQuery = (company: string, purchase: string) =>
  queryOptions({
    queryKey: [...key(company), 'purchase', purchase],
    queryFn: async ({ signal }) => (await ok(api.GET('/api/companies/{company}/approvals', { params: { path: { company }, query: { purchase, limit: 1 } }, signal }))).items[0] ?? null,
  })

export const approvalQuery = (company: string, approval: string) =>
  queryOptions({
    queryKey: [...key(company), 'one', approval],
    queryFn: ({ signal }) => ok(api.GET('/api/companies/{company}/approvals/{approval}', { params: { path: { company, approval } }, signal })),
    refetchInterval: 30_000,
  })

async function after(company: string, now: Promise<Approval>) {
  try {
    const approval = await now
    queryClient.setQueryData(approvalQuery(company, approval.summary.id).queryKey, approval)
    return approval
  } finally {
    void askAgain(company)
  }
}

const at = (company: string, approval: string) => ({ path: { company, approval } })

export const decide = (company: string, { summary: { id, edition } }: Approval, verdict: 'approve' | 'refuse', reason?: string) =>
  after(company, ok(api.POST('/api/companies/{company}/approvals/{approval}/decision', { params: at(company, id), body: { edition, verdict, reason } })))

export const lower = (company: string, { summary: { id, edition } }: Approval, lines: { index: number; quantity: string }[]) =>
  after(company, ok(api.POST('/api/companies/{company}/approvals/{approval}/lines', { params: at(company, id), body: { edition, lines } })))

export const withdraw = (company: string, { summary: { id } }: Approval) => after(company, ok(api.POST('/api/companies/{company}/approvals/{approval}/withdrawal', { params: at(company, id) })))

/** Approves several, each as it was read; tells what became of each. */
export async function approveAll(company: string, all: readonly Summary[]) {
  const { items } = await ok(api.POST('/api/companies/{company}/approvals/decisions', { params: { path: { company } }, body: { approvals: all.map((a) => ({ approval: a.id, edition: a.edition })) } }))
  void askAgain(company)
  return items
}
