import clsx from 'clsx'
import { useState } from 'react'
import { api, ok } from '../../../lib/api'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatNumber } from '../../../lib/money'
import { usePhone } from '../../../lib/useMedia'
import { useDeed } from '../../../lib/useDeed'
import { Button } from '../../../ui/Button'
import { Checkbox } from '../../../ui/Choice'
import { Field, Input } from '../../../ui/Field'
import { Section } from '../../../ui/Page'
import { SampleTable } from '../../../ui/SampleTable'
import { Select } from '../../../ui/Select'
import { Banner, Refusal } from '../../../ui/States'
import { choiceOf, choose, currencyOpen, draftOf, fields, hindrance, isFigure, keep, restored, type Chosen, type Draft, type Numbers } from './layout'
import { become, type Column, type Import, type ItemField, type Reading } from './queries'

const encodings = { 'utf-8': 'UTF-8', 'utf-16le': 'UTF-16 LE', 'utf-16be': 'UTF-16 BE', gb18030: 'GB18030', 'windows-1252': 'Windows-1252', 'windows-1251': 'Windows-1251', 'windows-1250': 'Windows-1250', 'windows-1255': 'Windows-1255' }
const delimiters = [',', ';', '\t', '|'] as const
const currencies = ['CNY', 'USD', 'EUR', 'GBP', 'HKD', 'JPY', 'ILS', 'KRW', 'TWD', 'SGD', 'CHF', 'SEK', 'PLN', 'INR'] as const
const units = ['H87', 'C62', 'KGM', 'GRM', 'LTR', 'MTR', 'XBX'] as const

/** How sure and why, in one line; doubt is marked. */
function Why({ column, touched, skipped }: { column: Column; touched: boolean; skipped: boolean }) {
  const t = useTranslations('integration')
  const lang = useLocale()
  if (touched) return <span className="block text-ink2">{t('reason.chosen')}</span>
  if (column.reason === 'none' || (skipped && column.reason !== 'learned')) return <span className="block text-ink2">{t('reason.none')}</span>
  const unsure = column.doubt || column.confidence < 0.6
  return (
    <span className={clsx('block', unsure ? 'text-warn' : 'text-ink2')}>
      {t(`reason.${column.reason}`)}
      {column.reason !== 'learned' && column.reason !== 'chosen' && <span className="num"> · {formatNumber(lang, Math.round(column.confidence * 100))}%</span>}
      {unsure && <span className="block">{column.doubt ? t('doubt') : t('pleaseCheck')}</span>}
    </span>
  )
}

type ChoiceProps = { column: Column; columns: readonly Column[]; chosen: Chosen; onField: (field: ItemField) => void; onChange: (chosen: Chosen) => void }

/** What one column is taken for: the field, the quantity of a break, how numbers are written. */
function ColumnChoice({ column, columns, chosen, onField, onChange }: ChoiceProps) {
  const t = useTranslations('integration')
  const name = column.heading || String(column.index + 1)
  const touched = chosen.field !== column.field
  const inColumn = /^#(\d+)$/.exec(chosen.from ?? '')
  const askStyle = isFigure(chosen.field) && (column.numbers === 'unsure' || chosen.numbers !== column.numbers || chosen.field.startsWith('price'))
  return (
    <span className="grid gap-1">
      <Select aria-label={t('columnIs', { column: name })} value={chosen.field} onChange={onField} options={fields.map((f) => ({ value: f, label: t(`field.${f}`) }))} className={clsx(chosen.field === 'skip' && 'opacity-80')} />
      {chosen.field === 'price_from' &&
        (inColumn ? (
          <span className="text-ink2">{t('quantityIn', { column: columns.find((c) => c.index === Number(inColumn[1]))?.heading || String(Number(inColumn[1]) + 1) })}</span>
        ) : (
          <Input aria-label={t('fromOf', { column: name })} placeholder={t('from')} inputMode="decimal" autoComplete="off" value={chosen.from ?? ''} onChange={(e) => onChange({ ...chosen, from: e.target.value })} className="num" />
        ))}
      {chosen.field === 'attribute' && (
        <Input aria-label={t('attributeOf', { column: name })} placeholder={t('attributeName')} maxLength={60} autoComplete="off" value={chosen.from ?? ''} onChange={(e) => onChange({ ...chosen, from: e.target.value })} />
      )}
      {askStyle && (
        <Select
          aria-label={t('numbersOf', { column: name })}
          value={chosen.numbers ?? 'guess'}
          onChange={(v: Numbers | 'guess') => onChange({ ...chosen, numbers: v === 'guess' ? undefined : v })}
          options={[...(column.numbers === 'unsure' ? [{ value: 'guess' as const, label: t('numbers.guess') }] : []), { value: 'point' as const, label: t('numbers.point') }, { value: 'comma' as const, label: t('numbers.comma') }]}
        />
      )}
      <Why column={column} touched={touched} skipped={chosen.field === 'skip'} />
      {isFigure(chosen.field) && column.numbers === 'unsure' && !chosen.numbers && <span className="block text-warn">{t('numbersUnsure')}</span>}
    </span>
  )
}

/** How the file is read at all; another way gives another guess. */
function ReadingFields({ now, onRead }: { now: Import; onRead: (reading: Reading) => void }) {
  const t = useTranslations('integration')
  const sample = now.sample ?? []
  const here: Reading = { encoding: now.encoding?.toLowerCase(), delimiter: now.delimiter, sheet: now.sheet }
  const text = now.format === 'csv'
  const heading = now.header_line ?? -1
  const lines = sample.map((r) => ({ value: String(r.line), label: t('headerAt', { line: r.line, words: r.cells.filter(Boolean).slice(0, 3).join(' · ').slice(0, 40) || '–' }) }))
  return (
    <div className="flex flex-wrap items-start gap-4">
      {(now.sheets?.length ?? 0) > 1 && (
        <Field label={t('sheet')}>
          <Select value={String(now.sheet ?? 0)} onChange={(s) => onRead({ sheet: Number(s) })} options={[...(now.format === 'xlsx' ? [{ value: '-1', label: t('sheetsAll') }] : []), ...(now.sheets ?? []).map((s) => ({ value: String(s.index), label: s.hidden ? t('sheetHidden', { name: s.name }) : s.name || t('sheetOuter') }))]} />
        </Field>
      )}
      {now.format !== 'json' && now.format !== 'jsonl' && (
        <Field label={t('header')}>
          <Select
            value={String(heading)}
            onChange={(v) => onRead({ ...(text ? here : { sheet: now.sheet }), header_line: Number(v) })}
            options={[{ value: '-1', label: t('noHeader') }, ...lines, ...(heading > 0 && !lines.some((l) => l.value === String(heading)) ? [{ value: String(heading), label: t('headerAt', { line: heading, words: '–' }) }] : [])]}
            className="max-w-80"
          />
        </Field>
      )}
      {now.encoding && now.format !== 'xlsx' && (
        <Field label={t('encoding')} hint={now.encoding_sure ? undefined : <span className="text-warn">{t('encodingUnsure')}</span>}>
          <Select
            value={here.encoding ?? ''}
            onChange={(encoding) => onRead({ encoding })}
            options={Object.entries(encodings).map(([value, label]) => ({ value, label }))}
          />
        </Field>
      )}
      {text && (
        <Field label={t('delimiter')}>
          <Select
            value={now.delimiter ?? ','}
            onChange={(delimiter) => onRead({ encoding: here.encoding, delimiter })}
            options={[...new Set([...delimiters, now.delimiter ?? ','])].map((d) => ({ value: d, label: d === ',' ? t('delimiters.comma') : d === ';' ? t('delimiters.semicolon') : d === '\t' ? t('delimiters.tab') : d === '|' ? t('delimiters.bar') : d }))}
          />
        </Field>
      )}
    </div>
  )
}

/** What each column seems to hold, over the file's own first rows. Nothing is taken in before the commit; what is chosen is remembered for the next file like this. */
export function Columns({ company, now, onCancel, onDone }: { company: string; now: Import; onCancel: () => void; onDone: () => void }) {
  const t = useTranslations('integration')
  const phone = usePhone()
  const deed = useDeed()
  const [draft, setDraft] = useState<Draft>(() => restored(now) ?? draftOf(now))
  const columns = now.columns ?? []
  // What is read stands first and does not move while one chooses: a file of forty columns has its price in sight.
  const [first] = useState(() => new Set(columns.filter((c) => (draft.columns[c.index]?.field ?? 'skip') !== 'skip').map((c) => c.index)))
  const ordered = [...columns.filter((c) => first.has(c.index)), ...columns.filter((c) => !first.has(c.index))]
  const wrong = hindrance(draft)
  const used = Object.values(draft.columns).filter((c) => c.field !== 'skip').length
  const set = (change: Partial<Draft>) => {
    const next = { ...draft, ...change }
    setDraft(next)
    keep(now, next)
  }
  const read = (reading: Reading) =>
    void deed.run(async () => {
      keep(now, null)
      await become(company, await ok(api.POST('/api/companies/{company}/imports/{price_import}/layout', { params: { path: { company, price_import: now.id } }, body: reading })))
    })
  const preview = () =>
    deed.run(async () => {
      const judging = await ok(api.POST('/api/companies/{company}/imports/{price_import}/preview', { params: { path: { company, price_import: now.id } }, body: choiceOf(draft) }))
      keep(now, null)
      onDone()
      await become(company, judging)
    })
  const head = (c: Column) => (
    <ColumnChoice
      column={c}
      columns={columns}
      chosen={draft.columns[c.index] ?? { field: 'skip' }}
      onField={(field) => set({ columns: choose(draft.columns, c.index, field, c.heading) })}
      onChange={(chosen) => set({ columns: { ...draft.columns, [c.index]: chosen } })}
    />
  )
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      {now.state === 'failed' && <Banner kind="bad">{t('failed', { problem: now.problem ?? '' })}</Banner>}
      <Section title={t('layout')} note={t('layoutNote')} className="max-tablet:-mx-4 max-tablet:rounded-none max-tablet:border-x-0">
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <ReadingFields now={now} onRead={read} />
          <div className="-mx-4 border-y border-line" aria-busy={deed.busy || undefined}>
            {phone ? (
              <ul aria-label={t('sample')}>
                {ordered.map((c) => (
                  <li key={c.index} className="grid gap-1.5 border-b border-line px-4 py-3">
                    <span className="font-strong wrap-anywhere">{c.heading || t('columnNumber', { n: c.index + 1 })}</span>
                    <span className="text-small text-ink2 wrap-anywhere">{c.examples.slice(0, 3).join(' · ')}</span>
                    {head(c)}
                  </li>
                ))}
              </ul>
            ) : (
              <SampleTable
                label={t('sample')}
                lineTitle={t('line')}
                headingName={t('header')}
                heading={now.header_line ?? -1}
                rows={now.sample ?? []}
                columns={ordered.map((c) => ({ index: c.index, unused: (draft.columns[c.index]?.field ?? 'skip') === 'skip', head: head(c) }))}
              />
            )}
          </div>
        </div>
      </Section>
      <Section title={t('forLines')} note={t('forLinesNote')} className="max-tablet:-mx-4 max-tablet:rounded-none max-tablet:border-x-0">
        <div className="grid gap-4 tablet:grid-cols-3">
          <Field label={t('field.currency')} hint={currencyOpen(draft) ? <span className="text-warn">{t('currencyOpen')}</span> : undefined}>
            <Select
              value={draft.currency || 'none'}
              onChange={(c) => set({ currency: c === 'none' ? '' : c })}
              options={[{ value: 'none', label: t('noCurrency') }, ...[...new Set([...currencies, ...(draft.currency ? [draft.currency] : [])])].map((c) => ({ value: c, label: c }))]}
            />
          </Field>
          <Field label={t('field.unit')}>
            <Select value={draft.unit || 'H87'} onChange={(u) => set({ unit: u === 'H87' ? '' : u })} options={[...new Set([...units, draft.unit || 'H87'])].map((u) => ({ value: u, label: units.some((x) => x === u) ? `${t(`units.${u as (typeof units)[number]}`)} (${u})` : u }))} />
          </Field>
          <Field label={t('field.category')} required={false}>
            <Input value={draft.category} maxLength={200} autoComplete="off" onChange={(e) => set({ category: e.target.value })} />
          </Field>
        </div>
        <div className="mt-2">
          <Checkbox checked={draft.whole} onChange={(whole) => set({ whole })} hint={t('wholeHint')}>
            {t('whole')}
          </Checkbox>
        </div>
      </Section>
      <Refusal problem={deed.problem} />
      <div className="flex flex-wrap items-center justify-end gap-3 max-tablet:flex-col-reverse max-tablet:items-stretch">
        <p role="status" className="text-small text-ink2">
          {wrong ? <span className="text-bad">{t(`hindrance.${wrong}`)}</span> : currencyOpen(draft) ? <span className="text-warn">{t('currencyOpen')}</span> : t('ready', { columns: used })}
        </p>
        <Button onClick={onCancel}>{t('cancel')}</Button>
        <Button kind="primary" busy={deed.busy} disabled={wrong !== null} onClick={() => void preview()}>
          {t('preview')}
        </Button>
      </div>
    </div>
  )
}
