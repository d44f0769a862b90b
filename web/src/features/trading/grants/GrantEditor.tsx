import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../lib/api'
import { useTranslations } from '../../../lib/i18n'
import { toProblem, useProblemText } from '../../../lib/problem'
import { queryClient } from '../../../lib/query'
import { useNow } from '../../../lib/useNow'
import { useUnsaved } from '../../../shell/unsaved'
import { Button } from '../../../ui/Button'
import { Field } from '../../../ui/Field'
import { ConfirmDialog } from '../../../ui/lazy'
import { Section } from '../../../ui/Page'
import { Segmented } from '../../../ui/Segmented'
import { Select } from '../../../ui/Select'
import { Refusal } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import { CustomerPick, type Picked } from '../customers/pickers'
import { Disclosure } from '../Disclosure'
import type { Disclosed } from '../disclosureInWords'
import { askAgain, categoriesQuery, grantPages, type Grant } from '../supplierQueries'
import { useDeed } from '../../../lib/useDeed'
import { over, same, usual, type GrantDraft } from './draft'
import { GrantFields } from './GrantFields'
import { Preview, type Subject } from './Preview'
import { draftOf } from './useBelow'

type Props = {
  company: string
  grant: Grant
  /** What lies below; null for the level that everything begins with. */
  inherited: Disclosed | null
  writable: boolean
  /** Who is looked at in the preview when the grant is one customer's. */
  buyer?: string
}

const etagOf = (grant: Grant) => `"${grant.version}"`
const subjectOf = (g: Grant): Subject => (g.customer ? { customer: g.customer.id } : g.group ? { group: g.group.id } : { default: true })

/** Saves one level. A group or customer without anything of its own has no grant any more. */
async function put(company: string, grant: Grant, draft: GrantDraft, etag: string): Promise<void> {
  const params = { path: { company }, header: { 'If-Match': etag } }
  const body = draft as Grant['grant']
  const none = Object.keys(draft).length === 0
  if (grant.customer) {
    const path = { company, customer: grant.customer.id }
    if (none) await api.DELETE('/api/companies/{company}/grants/customers/{customer}', { params: { path } })
    else await api.PUT('/api/companies/{company}/grants/customers/{customer}', { params: { ...params, path }, body })
  } else if (grant.group) {
    const path = { company, group: grant.group.id }
    if (none) await api.DELETE('/api/companies/{company}/grants/groups/{group}', { params: { path } })
    else await api.PUT('/api/companies/{company}/grants/groups/{group}', { params: { ...params, path }, body })
  } else await api.PUT('/api/companies/{company}/grants/default', { params, body })
}

/** The same level as the hub has it now. */
async function latest(company: string, grant: Grant): Promise<Grant> {
  const q = grant.customer ? grant.customer.code || grant.customer.name : ''
  const first = (await queryClient.fetchInfiniteQuery({ ...grantPages(company, q), staleTime: 0 })).pages[0]
  if (!first) return grant
  if (grant.customer) return first.customers.find((g) => g.customer?.id === grant.customer?.id) ?? { ...grant, grant: {}, version: 0 }
  return grant.group ? (first.groups.find((g) => g.group?.id === grant.group?.id) ?? { ...grant, grant: {}, version: 0 }) : first.default
}

/** Beside the fields: what comes of them, in words and as the buyer's own page. */
function Effect({ company, grant, inherited, draft, buyer, shown }: Props & { draft: GrantDraft; shown: Disclosed }) {
  const t = useTranslations('grants')
  const [as, setAs] = useState<'draft' | 'buyer'>('draft')
  const [who, setWho] = useState<Picked | null>(null)
  const [category, setCategory] = useState('')
  const categories = useQuery(categoriesQuery(company))
  const all = 'all:'
  const one: Subject | null = grant.customer ? (buyer ? { buyer } : null) : who && (who.buyer ? { buyer: who.buyer.id } : { customer: who.id })
  const real = as === 'buyer'
  return (
    <div className="grid min-w-0 content-start gap-4">
      <Section title={t('effect')} note={inherited ? undefined : t('effectNote')}>
        <Disclosure disclosed={shown} side="supplier" />
      </Section>
      <Section title={t('preview')}>
        <div className="grid gap-3">
          <div className="flex flex-wrap items-end gap-3">
            <Segmented
              label={t('seeAs')}
              value={as}
              onChange={setAs}
              options={[
                { value: 'draft', label: t('asDraft') },
                { value: 'buyer', label: t('asBuyer') },
              ]}
            />
            <Select
              aria-label={t('seen.category')}
              value={category || all}
              onChange={(c) => setCategory(c === all ? '' : c)}
              options={[{ value: all, label: t('allParts') }, ...(categories.data?.items ?? []).map((c) => ({ value: c.name, label: c.name }))]}
              className="min-w-40"
            />
          </div>
          {real && !grant.customer && (
            <Field label={t('who')}>
              <CustomerPick company={company} value={who} onChange={setWho} />
            </Field>
          )}
          {real && grant.customer && !one && <p className="text-ink2">{t('noBuyerYet')}</p>}
          {real && one && <Preview company={company} subject={one} category={category} />}
          {!real && <Preview company={company} subject={subjectOf(grant)} draft={draft} category={category} />}
        </div>
      </Section>
    </div>
  )
}

/** One level of what buyers see: fields, their effect and the buyer's own view beside them. Says before saving whom it concerns. */
export function GrantEditor(props: Props) {
  const { company, grant, inherited, writable } = props
  const t = useTranslations()
  const { field } = useProblemText()
  const now = useNow()
  const [base, setBase] = useState(grant)
  const [draft, setDraft] = useState<GrantDraft>(() => draftOf(grant))
  const [ask, setAsk] = useState(false)
  const [theirs, setTheirs] = useState<Grant | null>(null)
  const categories = useQuery(categoriesQuery(company))
  const deed = useDeed()
  const dirty = !same(draftOf(base), draft)
  const blocker = useUnsaved(dirty)
  if (!dirty && base.version !== grant.version) {
    setBase(grant)
    setDraft(draftOf(grant))
  }
  const start = (from: Grant) => {
    setBase(from)
    setDraft(draftOf(from))
    setTheirs(null)
  }
  const save = async (from: Grant) => {
    try {
      await put(company, grant, draft, etagOf(from))
    } catch (error) {
      if (toProblem(error).status !== 412) throw error
      return setTheirs(await latest(company, grant))
    }
    const saved = await latest(company, grant)
    const before = draftOf(from)
    start(saved)
    void askAgain(company)
    const back = () => put(company, grant, before, etagOf(saved)).then(() => latest(company, grant)).then(start).finally(() => void askAgain(company))
    toast(t('grants.saved'), () => void back().catch(() => undefined))
  }
  const many = base.affects > 0 && !grant.customer
  const shown = over(inherited ?? usual, draft, now)
  return (
    <div className="grid items-start gap-4 desktop:grid-cols-2">
      <form
        className="min-w-0"
        onSubmit={(e) => {
          e.preventDefault()
          if (many) setAsk(true)
          else void deed.run(() => save(base))
        }}
      >
        <Section title={t('grants.fields')} note={inherited ? t('grants.fieldsNote') : undefined}>
          <div className="grid gap-4">
            {base.expired && <p className="rounded-control bg-warn-bg px-3 py-2 text-warn">{t('grants.expired')}</p>}
            {theirs && (
              <div role="alert" className="grid gap-2 rounded-control border border-warn bg-warn-bg p-3">
                <p className="font-strong text-warn">{t('grants.theirs')}</p>
                <Disclosure disclosed={over(inherited ?? usual, draftOf(theirs), now)} side="supplier" />
                <span className="flex flex-wrap gap-2">
                  <Button onClick={() => start(theirs)}>{t('grants.takeTheirs')}</Button>
                  <Button kind="primary" busy={deed.busy} onClick={() => void deed.run(() => save(theirs))}>
                    {t('grants.saveMine')}
                  </Button>
                </span>
              </div>
            )}
            <fieldset disabled={!writable} className="min-w-0">
              <legend className="sr-only">{t('grants.fields')}</legend>
              <GrantFields value={draft} onChange={setDraft} inherited={inherited} categories={categories.data?.items.map((c) => c.name) ?? []} error={(f) => field(deed.problem, f)} />
            </fieldset>
            <Refusal problem={deed.problem} />
            {writable && (
              <div className="flex flex-wrap items-center justify-end gap-2 max-tablet:flex-col-reverse max-tablet:items-stretch">
                <span className="text-small text-ink2 tablet:mr-auto">{t('grants.affects', { count: base.affects })}</span>
                {dirty && <Button onClick={() => start(grant)}>{t('grants.discard')}</Button>}
                {!dirty && inherited && base.version > 0 && Object.keys(draftOf(base)).length > 0 && (
                  <Button onClick={() => setDraft({})}>{t('grants.inheritAll')}</Button>
                )}
                <Button kind="primary" type="submit" busy={deed.busy} disabled={!dirty || theirs !== null}>
                  {t('grants.save')}
                </Button>
              </div>
            )}
          </div>
        </Section>
      </form>
      <Effect {...props} draft={draft} shown={shown} />
      <ConfirmDialog
        open={ask}
        kind="primary"
        onClose={() => setAsk(false)}
        title={t('grants.askTitle', { count: base.affects })}
        description={t('grants.askText')}
        action={t('grants.save')}
        onConfirm={() => save(base)}
      >
        <Disclosure disclosed={shown} side="supplier" />
      </ConfirmDialog>
      <ConfirmDialog open={blocker.status === 'blocked'} onClose={() => blocker.reset?.()} title={t('shell.leave.title')} description={t('shell.leave.text')} action={t('shell.leave.action')} onConfirm={() => blocker.proceed?.()} />
    </div>
  )
}
