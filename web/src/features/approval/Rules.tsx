import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowLeft, Plus, ShieldCheck, X } from 'lucide-react'
import { useState } from 'react'
import { addDays, dayOf, deviceZone, formatDay, startOfDay } from '../../lib/dates'
import { useLocale, useTranslations } from '../../lib/i18n'
import { toProblem, type Problem } from '../../lib/problem'
import { useNow } from '../../lib/useNow'
import { mayOf, type Seat } from '../../shell/session'
import { Button, buttonClass } from '../../ui/Button'
import { Checkbox } from '../../ui/Choice'
import { Field, Input } from '../../ui/Field'
import { ConfirmDialog, DatePicker, Dialog } from '../../ui/lazy'
import { PageHeader, Section } from '../../ui/Page'
import { Select } from '../../ui/Select'
import { Banner, EmptyState, ErrorState, Refusal, Skeleton } from '../../ui/States'
import { toast } from '../../ui/Toast'
import { Buying } from '../trading/Buying'
import { absencesQuery, deleteRule, rulesQuery, saveRule, setAbsence, teamQuery, type Role, type Rule, type RuleDraft, type Stage, type Who } from './queries'
import { useSentence, useWhoName, type Names } from './sentence'

const roles = ['owner', 'admin', 'buyer', 'approver', 'finance'] as const satisfies readonly Role[]

const draftOf = (rule: Rule | null): RuleDraft =>
  rule
    ? { name: rule.name, active: rule.active, when: rule.when, stages: rule.stages, within_hours: rule.within_hours, escalate: rule.escalate, own: rule.own }
    : { name: '', active: true, when: { above: { amount: '10000', currency: 'CNY' } }, stages: [{ who: [{ role: 'approver' }], quorum: 1 }], within_hours: 24, own: false }

const keyOf = ({ seat, role }: Who) => seat ?? role ?? ''

/** People and roles: chosen ones with a way out, and a list to choose more from. */
function WhoField({ label, all, names, onChange }: { label: string; all: readonly Who[]; names: Names; onChange: (all: Who[]) => void }) {
  const t = useTranslations('approval')
  const name = useWhoName(names)
  const chosen = new Set(all.map(keyOf))
  const options = [...roles.map((role) => ({ value: role as string, label: t(`role.${role}`) })), ...[...names.seats].map(([value, of]) => ({ value, label: of }))].filter((o) => !chosen.has(o.value))
  return (
    <div className="grid gap-2">
      {all.length > 0 && (
        <ul className="flex flex-wrap gap-2">
          {all.map((w) => (
            <li key={keyOf(w)} className="flex items-center gap-1 rounded-card border border-line pl-2.5">
              {name(w)}
              <Button kind="quiet" aria-label={t('rules.removeWho', { name: name(w) })} icon={<X aria-hidden />} onClick={() => onChange(all.filter((o) => keyOf(o) !== keyOf(w)))} />
            </li>
          ))}
        </ul>
      )}
      <Select
        aria-label={label}
        value=""
        placeholder={t('rules.addWho')}
        options={options}
        onChange={(value) => onChange([...all, value.startsWith('sea_') ? { seat: value } : { role: roles.find((r) => r === value) }])}
      />
    </div>
  )
}

function StageField({ stage, number, names, onChange, onRemove }: { stage: Stage; number: number; names: Names; onChange: (stage: Stage) => void; onRemove?: () => void }) {
  const t = useTranslations('approval')
  return (
    <fieldset className="grid gap-2 rounded-card border border-line p-3">
      <legend className="px-1 font-strong">{t('rules.stageNumber', { number: String(number) })}</legend>
      <WhoField label={t('rules.addWho')} all={stage.who} names={names} onChange={(who) => onChange({ ...stage, who })} />
      <Field label={t('rules.quorum')}>
        <Select
          value={String(stage.quorum)}
          onChange={(v) => onChange({ ...stage, quorum: Number(v) })}
          options={[{ value: '1', label: t('rules.any') }, ...[2, 3, 4, 5].map((count) => ({ value: String(count), label: t('rules.atLeast', { count: String(count) }) })), { value: '0', label: t('rules.all') }]}
        />
      </Field>
      {onRemove && (
        <Button kind="quiet" onClick={onRemove}>
          {t('rules.removeStage', { number: String(number) })}
        </Button>
      )}
    </fieldset>
  )
}

function WhenFields({ draft, names, onChange }: { draft: RuleDraft; names: Names; onChange: (draft: RuleDraft) => void }) {
  const t = useTranslations('approval')
  const { when } = draft
  const set = (change: Partial<RuleDraft['when']>) => onChange({ ...draft, when: { ...when, ...change } })
  const above = when.above ?? { amount: '', currency: 'CNY' }
  const setAbove = (change: Partial<typeof above>) => {
    const next = { ...above, ...change }
    set({ above: next.amount.trim() ? next : undefined })
  }
  const [categories, setCategories] = useState((when.categories ?? []).join(', '))
  return (
    <>
      <div className="grid gap-3 tablet:grid-cols-[1fr_6rem]">
        <Field label={t('rules.above')} hint={t('rules.aboveHint')} required={false}>
          <Input inputMode="decimal" className="num" value={above.amount} onChange={(e) => setAbove({ amount: e.target.value })} />
        </Field>
        <Field label={t('rules.currency')}>
          <Select value={above.currency} onChange={(currency) => setAbove({ currency })} options={['CNY', 'EUR', 'USD', 'GBP', 'ILS', 'HKD', 'JPY'].map((c) => ({ value: c, label: c }))} />
        </Field>
      </div>
      <Field label={t('rules.period')}>
        <Select
          value={above.period ?? 'each'}
          onChange={(p) => setAbove({ period: p === 'each' ? undefined : p })}
          options={(['each', 'month', 'quarter', 'year'] as const).map((value) => ({ value, label: t(`rules.periods.${value}`) }))}
        />
      </Field>
      <fieldset className="grid max-h-48 gap-1 overflow-auto">
        <legend className="font-strong">{t('rules.suppliers')}</legend>
        {[...names.suppliers].map(([id, name]) => (
          <Checkbox key={id} checked={when.suppliers?.includes(id) ?? false} onChange={(on) => set({ suppliers: on ? [...(when.suppliers ?? []), id] : when.suppliers?.filter((s) => s !== id) })}>
            {name}
          </Checkbox>
        ))}
      </fieldset>
      <Checkbox checked={when.new_supplier ?? false} onChange={(new_supplier) => set({ new_supplier })}>
        {t('rules.newSupplier')}
      </Checkbox>
      <Field label={t('rules.categories')} hint={t('rules.categoriesHint')} required={false}>
        <Input
          value={categories}
          onChange={(e) => {
            setCategories(e.target.value)
            set({ categories: e.target.value.split(/[,，、]/).map((c) => c.trim()).filter(Boolean) })
          }}
        />
      </Field>
      <div className="grid gap-1">
        <span className="font-strong">{t('rules.orderers')}</span>
        <WhoField
          label={t('rules.orderers')}
          all={[...(when.roles ?? []).map((role) => ({ role })), ...(when.seats ?? []).map((seat) => ({ seat }))]}
          names={names}
          onChange={(all) => set({ roles: all.flatMap((w) => w.role ?? []), seats: all.flatMap((w) => w.seat ?? []) })}
        />
      </div>
    </>
  )
}

function RuleDialog({ company, rule, names, onClose }: { company: string; rule: Rule | null; names: Names; onClose: () => void }) {
  const t = useTranslations('approval')
  const sentence = useSentence(names)
  const [draft, setDraft] = useState(() => draftOf(rule))
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const whole = draft.name.trim() !== '' && draft.stages.every((s) => s.who.length > 0)
  const setStage = (at: number, stage: Stage | null) => setDraft({ ...draft, stages: draft.stages.flatMap((s, i) => (i === at ? (stage ?? []) : s)) })
  const save = async () => {
    setBusy(true)
    setProblem(null)
    try {
      await saveRule(company, rule, draft)
      toast(t('rules.saved'))
      onClose()
    } catch (error) {
      setProblem(toProblem(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      onClose={onClose}
      place="side"
      title={rule ? t('rules.edit', { name: rule.name }) : t('rules.new')}
      actions={
        <>
          <Button onClick={onClose}>{t('rules.cancel')}</Button>
          <Button kind="primary" busy={busy} disabled={!whole} onClick={() => void save()}>
            {t('rules.save')}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <p role="status" className="rounded-card bg-sunk p-3 wrap-anywhere">
          {draft.stages.every((s) => s.who.length > 0) ? sentence(draft) : t('rules.needWho')}
        </p>
        <Refusal problem={problem} />
        <Field label={t('rules.name')}>
          <Input value={draft.name} maxLength={100} onChange={(e) => setDraft({ ...draft, name: e.target.value })} />
        </Field>
        <WhenFields draft={draft} names={names} onChange={setDraft} />
        {draft.stages.map((s, i) => (
          // oxlint-disable-next-line react/no-array-index-key -- stages have no other name
          <StageField key={i} stage={s} number={i + 1} names={names} onChange={(stage) => setStage(i, stage)} onRemove={draft.stages.length > 1 ? () => setStage(i, null) : undefined} />
        ))}
        {draft.stages.length < 10 && (
          <Button icon={<Plus aria-hidden />} onClick={() => setDraft({ ...draft, stages: [...draft.stages, { who: [{ role: 'owner' }], quorum: 1 }] })}>
            {t('rules.addStage')}
          </Button>
        )}
        <Field label={t('rules.within')} hint={t('rules.withinHint')}>
          <Input type="number" min={1} max={720} className="num" value={draft.within_hours} onChange={(e) => setDraft({ ...draft, within_hours: Math.min(720, Math.max(1, Number(e.target.value) || 1)) })} />
        </Field>
        <Checkbox checked={draft.own ?? false} onChange={(own) => setDraft({ ...draft, own })}>
          {t('rules.own')}
        </Checkbox>
        <Checkbox checked={draft.active ?? true} onChange={(active) => setDraft({ ...draft, active })}>
          {t('rules.active')}
        </Checkbox>
      </div>
    </Dialog>
  )
}

function AwayDialog({ company, seat, names, onClose }: { company: string; seat: string; names: Names; onClose: () => void }) {
  const t = useTranslations('approval.away')
  const today = dayOf(useNow(), deviceZone)
  const [from, setFrom] = useState<string | null>(today)
  const [until, setUntil] = useState<string | null>(addDays(today, 7))
  const [other, setOther] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)
  const save = async () => {
    if (!from || !until) return
    try {
      await setAbsence(company, seat, { stand_in: other, from: startOfDay(from), until: startOfDay(addDays(until, 1)) })
      onClose()
    } catch (error) {
      setProblem(toProblem(error))
    }
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('add')}
      actions={
        <Button kind="primary" disabled={!from || !until || !other} onClick={() => void save()}>
          {t('save')}
        </Button>
      }
    >
      <div className="grid gap-4">
        <Refusal problem={problem} />
        <Field label={t('from')}>
          <DatePicker value={from} today={today} min={today} onChange={setFrom} />
        </Field>
        <Field label={t('until')}>
          <DatePicker value={until} today={today} min={from ?? today} onChange={setUntil} />
        </Field>
        <Field label={t('standIn')}>
          <Select value={other} placeholder={t('choose')} onChange={setOther} options={[...names.seats].filter(([id]) => id !== seat).map(([value, label]) => ({ value, label }))} />
        </Field>
      </div>
    </Dialog>
  )
}

function Away({ seat, names }: { seat: Seat; names: Names }) {
  const t = useTranslations('approval')
  const lang = useLocale()
  const company = seat.company.id
  const query = useQuery(absencesQuery(company))
  const [asking, setAsking] = useState(false)
  const sets = !mayOf(seat, 'approval.rule.write').disabled && mayOf(seat, 'approval.rule.write').shown
  const called = (id: string) => names.seats.get(id) ?? t('rules.gone')
  return (
    <Section title={t('away.title')} note={t('away.text')} actions={<Button onClick={() => setAsking(true)}>{t('away.add')}</Button>}>
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Skeleton lines={2} />}
      {query.data?.items.length === 0 && <p className="text-ink2">{t('away.none')}</p>}
      <ul className="divide-y divide-line">
        {query.data?.items.map((a) => (
          <li key={a.seat} className="flex flex-wrap items-center justify-between gap-2 py-2">
            <span className="wrap-anywhere">{t('away.line', { name: called(a.seat), from: formatDay(lang, a.from, deviceZone), until: formatDay(lang, new Date(Date.parse(a.until) - 1).toISOString(), deviceZone), other: called(a.stand_in) })}</span>
            {(a.seat === seat.id || sets) && <Button onClick={() => void setAbsence(company, a.seat, null)}>{t('away.back')}</Button>}
          </li>
        ))}
      </ul>
      {asking && <AwayDialog company={company} seat={seat.id} names={names} onClose={() => setAsking(false)} />}
    </Section>
  )
}

function Body({ seat }: { seat: Seat }) {
  const t = useTranslations('approval')
  const company = seat.company.id
  const rules = useQuery(rulesQuery(company))
  const team = useQuery(teamQuery(company))
  const names: Names = { seats: new Map(team.data?.items.map((s) => [s.id, s.name])), suppliers: new Map(rules.data?.suppliers.map((s) => [s.supplier, s.name])) }
  const sentence = useSentence(names)
  const [editing, setEditing] = useState<Rule | 'new' | null>(null)
  const [removing, setRemoving] = useState<Rule | null>(null)
  const may = mayOf(seat, 'approval.rule.write')
  const error = rules.error ?? team.error
  return (
    <>
      <PageHeader
        title={t('rules.pageTitle')}
        note={seat.company.name}
        actions={
          <>
            <Link to="/orders/$" params={{ _splat: 'approvals' }} className={buttonClass('quiet')}>
              <ArrowLeft aria-hidden />
              {t('title')}
            </Link>
            {may.shown && (
              <Button kind="primary" icon={<Plus aria-hidden />} disabled={may.disabled} onClick={() => setEditing('new')}>
                {t('rules.add')}
              </Button>
            )}
          </>
        }
      />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 p-4">
        {!may.shown && <Banner>{t('rules.onlyOwners')}</Banner>}
        {error && <ErrorState error={error} onRetry={() => void Promise.all([rules.refetch(), team.refetch()])} />}
        {!error && (!rules.data || !team.data) && <Skeleton lines={6} />}
        {rules.data?.items.length === 0 && <EmptyState icon={<ShieldCheck aria-hidden />} text={t('rules.none')} />}
        {rules.data && team.data && rules.data.items.length > 0 && (
          <ul aria-label={t('rules.title')} className="divide-y divide-line rounded-card border border-line bg-surface">
            {rules.data.items.map((r) => (
              <li key={r.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
                <span className="grid min-w-0 flex-1 basis-72">
                  <span className="font-strong wrap-anywhere">
                    {r.name} {!r.active && <span className="text-ink2">· {t('rules.resting')}</span>}
                  </span>
                  <span className="wrap-anywhere text-ink2">{sentence(r)}</span>
                </span>
                {may.shown && (
                  <span className="flex gap-2">
                    <Button disabled={may.disabled} aria-label={t('rules.edit', { name: r.name })} onClick={() => setEditing(r)}>
                      {t('rules.change')}
                    </Button>
                    <Button kind="quiet" disabled={may.disabled} onClick={() => setRemoving(r)}>
                      {t('rules.remove')}
                    </Button>
                  </span>
                )}
              </li>
            ))}
          </ul>
        )}
        <Away seat={seat} names={names} />
      </div>
      {editing && <RuleDialog key={editing === 'new' ? 'new' : editing.id} company={company} rule={editing === 'new' ? null : editing} names={names} onClose={() => setEditing(null)} />}
      <ConfirmDialog
        open={removing !== null}
        onClose={() => setRemoving(null)}
        title={t('rules.removeTitle', { name: removing?.name ?? '' })}
        description={t('rules.removeText')}
        action={t('rules.remove')}
        onConfirm={async () => {
          if (removing) await deleteRule(company, removing.id)
          setRemoving(null)
        }}
      />
    </>
  )
}

/** When purchases of my company need the word of others, and who is away. */
export function Page() {
  const t = useTranslations('approval')
  return <Buying title={t('rules.pageTitle')}>{(seat) => <Body key={seat.company.id} seat={seat} />}</Buying>
}
