import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react'
import { useState } from 'react'
import { api, ok } from '../../../lib/api'
import { useTranslations } from '../../../lib/i18n'
import { toProblem } from '../../../lib/problem'
import { useDeed } from '../../../lib/useDeed'
import { Button } from '../../../ui/Button'
import { Checkbox } from '../../../ui/Choice'
import { Field, Input, TextArea } from '../../../ui/Field'
import { Dialog } from '../../../ui/lazy'
import { Select } from '../../../ui/Select'
import { Refusal } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import { Combobox } from '../../../ui/lazy'
import { kinds } from '../choices'
import { useHeadingName } from '../headings'
import { askAgain, headingsQuery, suggestionsQuery, type Category, type Heading } from '../queries'
import { measureUnits, useUnitOptions } from '../units'
import { bodyOf, draftOf, freshDraft, moved, wrongWith, type Draft } from './definitions'

/** What the category stands for among the headings of the world's customs: searched, or one of those that its items suggest. */
function HeadingPick({ company, category, value, onChange }: { company: string; category: string; value: Heading | null; onChange: (heading: Heading | null) => void }) {
  const t = useTranslations('categories')
  const name = useHeadingName()
  const [typed, setTyped] = useState('')
  const q = typed.trim()
  const found = useQuery({ ...headingsQuery(company, q), placeholderData: keepPreviousData })
  const suggested = useQuery(suggestionsQuery(company, category))
  const item = (h: Heading) => ({ value: h.code, label: `${h.code} ${name(h)}`, hint: h.path.slice(-1)[0] })
  const known = [...(found.data?.items ?? []), ...(suggested.data?.items ?? []), ...(value ? [value] : [])]
  const offered = (suggested.data?.items ?? []).filter((h) => h.code !== value?.code).slice(0, 4)
  return (
    <div className="grid gap-2">
      <Field label={t('heading')} required={false} hint={value && value.path.length > 0 ? value.path.join(' › ') : t('headingHint')}>
        <Combobox
          items={(found.data?.items ?? []).filter((h) => h.code.length === 4 || h.code.length === 6).map(item)}
          value={value ? item(value) : null}
          onSearch={setTyped}
          searching={found.isFetching}
          onChange={(i) => onChange(i ? (known.find((h) => h.code === i.value) ?? null) : null)}
          placeholder={t('headingFind')}
        />
      </Field>
      {value && (
        <Button kind="quiet" icon={<X aria-hidden />} className="justify-self-start" onClick={() => onChange(null)}>
          {t('headingNone')}
        </Button>
      )}
      {offered.length > 0 && (
        <div role="group" aria-label={t('suggested')} className="grid gap-1">
          <span className="text-small text-ink2">{t('suggested')}</span>
          {offered.map((h) => (
            <button key={h.code} type="button" className="grid min-h-control rounded-control border border-line px-2.5 py-1 text-left hover:bg-sunk" onClick={() => onChange(h)}>
              <span className="wrap-anywhere">
                <span className="num text-ink2">{h.code}</span> {name(h)}
              </span>
            </button>
          ))}
        </div>
      )}
    </div>
  )
}

type OneProps = { draft: Draft; wrong: string | undefined; place: number; count: number; onChange: (change: Partial<Draft>) => void; onMove: (to: number) => void; onDrop: () => void }

function One({ draft, wrong, place, count, onChange, onMove, onDrop }: OneProps) {
  const t = useTranslations('categories')
  const units = useUnitOptions(measureUnits, draft.unit)
  const name = draft.name.trim() || t('attributeNew')
  const none = '-'
  return (
    <li className="grid gap-3 rounded-control border border-line p-3">
      <div className="flex items-center gap-1">
        <span className="min-w-0 flex-1 font-strong wrap-anywhere">{name}</span>
        <Button kind="quiet" disabled={place === 0} icon={<ArrowUp aria-hidden />} aria-label={t('up', { name })} onClick={() => onMove(place - 1)} />
        <Button kind="quiet" disabled={place === count - 1} icon={<ArrowDown aria-hidden />} aria-label={t('down', { name })} onClick={() => onMove(place + 1)} />
        <Button kind="quiet" icon={<X aria-hidden />} aria-label={t('drop', { name })} onClick={onDrop} />
      </div>
      <div className="grid grid-cols-2 gap-3">
        <Field label={t('attributeName')} error={wrong}>
          <Input value={draft.name} maxLength={100} autoComplete="off" onChange={(e) => onChange({ name: e.target.value })} />
        </Field>
        <Field label={t('kindTitle')}>
          <Select value={draft.kind} onChange={(kind) => onChange({ kind })} options={kinds.map((k) => ({ value: k, label: t(`kind.${k}`) }))} />
        </Field>
      </div>
      {draft.kind === 'number' && (
        <Field label={t('unit')} required={false} className="tablet:w-1/2">
          <Select value={draft.unit || none} onChange={(u) => onChange({ unit: u === none ? '' : u })} options={[{ value: none, label: t('noUnit') }, ...units]} />
        </Field>
      )}
      {draft.kind === 'choice' && (
        <Field label={t('choices')} hint={t('choicesHint')}>
          <TextArea value={draft.choices} rows={3} onChange={(e) => onChange({ choices: e.target.value })} />
        </Field>
      )}
      <Checkbox checked={draft.required} onChange={(required) => onChange({ required })}>
        {t('required')}
      </Checkbox>
    </li>
  )
}

/** A category: what it stands for and what is asked of its items. */
export function EditCategory({ company, category, taken, onClose }: { company: string; category: Category | null; taken: readonly string[]; onClose: () => void }) {
  const t = useTranslations('categories')
  const deed = useDeed()
  const [name, setName] = useState(category?.name ?? '')
  const [heading, setHeading] = useState<Heading | null>(category?.heading ?? null)
  const [drafts, setDrafts] = useState<readonly Draft[]>(() => (category?.attributes ?? []).map(draftOf))
  const [tried, setTried] = useState(false)
  const clash = category === null && taken.includes(name.trim())
  const wrongs = drafts.map((d) => wrongWith(drafts, d))
  const wrong = wrongs.filter(Boolean).length + (clash || !name.trim() ? 1 : 0)
  const save = () =>
    deed.run(async () => {
      setTried(true)
      if (wrong > 0) return
      const body = { name: name.trim(), heading: heading?.code ?? '', attributes: bodyOf(drafts) }
      let now: Category
      try {
        now = await ok(api.PUT('/api/companies/{company}/categories', { params: { path: { company }, header: { 'If-Match': category?.etag ?? '"0"' } }, body }))
      } finally {
        await askAgain(company)
      }
      const { followed = 0, unfit = 0 } = now
      if (now.job) toast(t('savedJob'))
      else if (unfit > 0) toast(t('savedUnfit', { name: body.name, count: unfit }))
      else toast(followed > 0 ? t('savedFollowed', { name: body.name, count: followed }) : t('saved', { name: body.name }))
      onClose()
    })
  const problem = deed.problem && toProblem(deed.problem)
  return (
    <Dialog
      open
      place="side"
      onClose={onClose}
      title={category ? t('editOf', { name: category.name }) : t('add')}
      actions={
        <>
          {tried && wrong > 0 && (
            <span role="status" className="mr-auto self-center text-small text-bad">
              {t('wrong', { count: wrong })}
            </span>
          )}
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="primary" busy={deed.busy} onClick={() => void save()}>
            {t('save')}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        {!category && (
          <Field label={t('name')} hint={t('nameHint')} error={clash ? t('nameTaken') : tried && !name.trim() ? t('nameNeeded') : undefined}>
            <Input value={name} maxLength={200} autoComplete="off" onChange={(e) => setName(e.target.value)} />
          </Field>
        )}
        <HeadingPick company={company} category={category?.name ?? ''} value={heading} onChange={setHeading} />
        <section aria-label={t('attributes')} className="grid gap-3">
          <div>
            <h3 className="font-strong">{t('attributes')}</h3>
            <p className="text-small text-ink2">{t('attributesHint')}</p>
          </div>
          <ol className="grid gap-3">
            {drafts.map((d, i) => {
              const w = wrongs[i]
              return (
                <One
                  key={d.id}
                  draft={d}
                  wrong={tried && w ? t(`wrongWith.${w}`) : undefined}
                  place={i}
                  count={drafts.length}
                  onChange={(change) => setDrafts(drafts.map((x) => (x === d ? { ...x, ...change } : x)))}
                  onMove={(to) => setDrafts(moved(drafts, i, to))}
                  onDrop={() => setDrafts(drafts.filter((x) => x !== d))}
                />
              )
            })}
          </ol>
          <Button icon={<Plus aria-hidden />} className="justify-self-start" onClick={() => setDrafts([...drafts, freshDraft()])}>
            {t('attributeAdd')}
          </Button>
        </section>
        {problem?.status === 412 && <p role="status" className="text-warn">{t('moved')}</p>}
      </div>
      <Refusal problem={problem} />
    </Dialog>
  )
}
