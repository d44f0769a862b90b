import clsx from 'clsx'
import { useState } from 'react'
import { api } from '../../../lib/api'
import { useTranslations } from '../../../lib/i18n'
import type { Seat } from '../../../shell/session'
import { Button } from '../../../ui/Button'
import { Checkbox } from '../../../ui/Choice'
import { Field } from '../../../ui/Field'
import { Section } from '../../../ui/Page'
import { SampleTable } from '../../../ui/SampleTable'
import { Select } from '../../../ui/Select'
import { Refusal } from '../../../ui/States'
import { GroupSelect, SalespersonSelect } from '../customers/pickers'
import { askAgain, type Import, type ImportField } from '../supplierQueries'
import { useDeed } from '../../../lib/useDeed'
import { choose, columnsOf, fields, headings, hindrance, layoutOf, rowsOf, type Columns, type Sheet } from './layout'

/** The real rows, with what each column is taken for above it; what is not right is chosen again. */
function Columns({ sheet, header, columns, onChoose }: { sheet: Sheet; header: number; columns: Columns; onChoose: (index: number, field: ImportField) => void }) {
  const t = useTranslations('imports')
  const guess = new Map(sheet.columns.map((c) => [c.index, c]))
  return (
    <SampleTable
      label={t('sample')}
      lineTitle={t('row')}
      headingName={t('headerRow')}
      heading={header}
      rows={rowsOf(sheet).map(({ row, cells }) => ({ line: row, cells }))}
      columns={sheet.columns.map((c) => {
        const field = columns[c.index] ?? 'ignore'
        const how = guess.get(c.index)
        const touched = how && how.field !== field
        return {
          index: c.index,
          unused: field === 'ignore',
          head: (
            <>
              <Select
                aria-label={t('columnIs', { column: c.header || String(c.index + 1) })}
                value={field}
                onChange={(f) => onChoose(c.index, f)}
                options={fields.map((f) => ({ value: f, label: t(`field.${f}`) }))}
                className={clsx(field === 'ignore' && 'opacity-80')}
              />
              <span className={clsx('mt-1 block', how?.confidence === 'guess' && !touched ? 'text-warn' : 'text-ink2')}>{touched ? t('confidence.chosen') : field === 'ignore' && how?.confidence !== 'learned' ? t('confidence.none') : t(`confidence.${how?.confidence ?? 'none'}`)}</span>
            </>
          ),
        }
      })}
    />
  )
}

/** What the file seems to hold, shown on its own rows. Nothing is taken in before it is confirmed; what is confirmed is remembered for the next file like this. */
export function LayoutStep({ seat, now, onCancel }: { seat: Seat; now: Import; onCancel: () => void }) {
  const t = useTranslations('imports')
  const company = seat.company.id
  const sheets = now.sheets ?? []
  const fullest = sheets.toSorted((a, b) => b.rows - a.rows)[0]
  const [name, setName] = useState(now.layout?.sheet ?? fullest?.name ?? '')
  const sheet = sheets.find((s) => s.name === name) ?? fullest
  const [header, setHeader] = useState<number | null>(null)
  const [chosen, setChosen] = useState<Columns | null>(null)
  const [group, setGroup] = useState('')
  const [salesperson, setSalesperson] = useState('')
  const [create, setCreate] = useState(true)
  const deed = useDeed()
  if (!sheet) return <p className="text-ink2">{t('empty')}</p>
  const columns = chosen ?? columnsOf(sheet)
  const at = header ?? sheet.header_row
  const wrong = hindrance(columns)
  const used = Object.values(columns).filter((f) => f !== 'ignore').length
  const rows = sheet.rows + sheet.header_row - at
  const commit = () =>
    deed.run(async () => {
      await api.POST('/api/companies/{company}/customer-imports/{import}/commit', {
        params: { path: { company, import: now.id } },
        body: layoutOf(sheet, at, columns, { group: group || undefined, salesperson: salesperson || undefined, create_groups: Object.values(columns).includes('group') ? create : undefined }),
      })
      await askAgain(company)
    })
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <Section title={t('layout')} note={now.encoding ? t('encoding', { encoding: now.encoding }) : undefined} className="max-tablet:-mx-4 max-tablet:rounded-none max-tablet:border-x-0">
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <div className="flex flex-wrap items-end gap-4">
            {sheets.length > 1 && (
              <Field label={t('sheet')}>
                <Select
                  value={sheet.name}
                  onChange={(s) => {
                    setName(s)
                    setHeader(null)
                    setChosen(null)
                  }}
                  options={sheets.map((s) => ({ value: s.name, label: t('sheetRows', { name: s.name, rows: s.rows }) }))}
                />
              </Field>
            )}
            <Field label={t('header')}>
              <Select
                value={String(at)}
                onChange={(v) => setHeader(Number(v))}
                options={[{ value: '0', label: t('noHeader') }, ...headings(sheet).map(({ row, cells }) => ({ value: String(row), label: t('headerAt', { row, words: cells.filter(Boolean).slice(0, 3).join(' · ').slice(0, 40) || '–' }) }))]}
              />
            </Field>
          </div>
          <p className="text-small text-ink2">{t('layoutHint')}</p>
          <div className="-mx-4 border-y border-line">
            <Columns sheet={sheet} header={at} columns={columns} onChoose={(index, field) => setChosen(choose(columns, index, field))} />
          </div>
          <div className="grid gap-4 tablet:grid-cols-3">
            <Field label={t('allGroup')} hint={t('allGroupHint')}>
              <GroupSelect company={company} value={group} onChange={setGroup} empty={t('noGroup')} />
            </Field>
            <Field label={t('allSalesperson')}>
              <SalespersonSelect company={company} value={salesperson} onChange={setSalesperson} empty={t('nobody')} />
            </Field>
            {Object.values(columns).includes('group') && (
              <div className="self-end">
                <Checkbox checked={create} onChange={setCreate}>
                  {t('createGroups')}
                </Checkbox>
              </div>
            )}
          </div>
        </div>
      </Section>
      <Refusal problem={deed.problem} />
      <div className="flex flex-wrap items-center justify-end gap-3 max-tablet:flex-col-reverse max-tablet:items-stretch">
        <p role="status" className="text-small text-ink2">
          {wrong ? <span className="text-bad">{t(`hindrance.${wrong}`)}</span> : t('ready', { rows, columns: used })}
        </p>
        <Button onClick={onCancel}>{t('forget')}</Button>
        <Button kind="primary" busy={deed.busy} disabled={wrong !== null} onClick={() => void commit()}>
          {t('commit', { rows })}
        </Button>
      </div>
    </div>
  )
}
