import { Link } from '@tanstack/react-router'
import { ArrowDown, ArrowUp, Pencil, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { dayOf, deviceZone } from '../../../lib/dates'
import { useTranslations } from '../../../lib/i18n'
import { useDeed } from '../../../lib/useDeed'
import { useSession } from '../../../shell/session'
import { Button } from '../../../ui/Button'
import { Field, Input } from '../../../ui/Field'
import { Section } from '../../../ui/Page'
import { Refusal } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import { Cost } from './Cost'
import { Pick } from './Pick'
import { keyOf, putAlternates, refOf, type Alternate, type AlternateDraft, type Product, type Ref } from './queries'

const draftOf = ({ supplier, item, note, approved_by }: Alternate): AlternateDraft => ({ supplier, item, note, approved_by })

function Edit({ line, busy, onSave, onCancel }: { line: Alternate; busy: boolean; onSave: (change: { note: string; approved_by: string }) => void; onCancel: () => void }) {
  const t = useTranslations('product.alternates')
  const [draft, setDraft] = useState({ note: line.note, approved_by: line.approved_by })
  return (
    <form
      className="grid gap-3 rounded-control bg-sunk p-3"
      onSubmit={(e) => {
        e.preventDefault()
        onSave(draft)
      }}
    >
      <Field label={t('note')}>
        {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
        <Input autoFocus maxLength={500} value={draft.note} onChange={(e) => setDraft({ ...draft, note: e.target.value })} />
      </Field>
      <Field label={t('by')}>
        <Input maxLength={200} value={draft.approved_by} onChange={(e) => setDraft({ ...draft, approved_by: e.target.value })} />
      </Field>
      <div className="flex gap-2">
        <Button kind="primary" type="submit" busy={busy}>
          {t('save')}
        </Button>
        <Button onClick={onCancel}>{t('cancel')}</Button>
      </div>
    </form>
  )
}

/** What is taken in the place of the product, in order. Each step is written at once and can be undone. */
export function Alternates({ company, product, mayWrite }: { company: string; product: Product; mayWrite: boolean }) {
  const t = useTranslations('product.alternates')
  const { person } = useSession()
  const { busy, problem, run } = useDeed()
  const [editing, setEditing] = useState<string | null>(null)
  const list = useRef<HTMLOListElement>(null)
  const ref: Ref = { supplier: product.supplier, item: product.item }
  const before = product.alternates.map(draftOf)
  const write = async (lines: AlternateDraft[], words?: string) => {
    if (!(await run(() => putAlternates(company, ref, product.alternates_tag, lines)))) return false
    if (words) toast(words, () => void putAlternates(company, ref, undefined, before))
    return true
  }
  const move = async (at: number, by: number) => {
    const lines = [...before]
    const [line] = lines.splice(at, 1)
    if (!line) return
    lines.splice(at + by, 0, line)
    if (!(await write(lines))) return
    // The focus goes along with the line, so that it can be moved on.
    requestAnimationFrame(() => {
      const buttons = list.current?.children[at + by]?.querySelectorAll<HTMLButtonElement>('[data-move]')
      const wanted = buttons && [...buttons].find((b) => b.dataset.move === (by < 0 ? 'up' : 'down') && !b.disabled)
      ;(wanted ?? buttons?.[by < 0 ? 1 : 0])?.focus()
    })
  }
  return (
    <Section title={t('title')} note={product.alternates.length > 1 ? t('inOrder') : undefined} className="max-tablet:rounded-none max-tablet:border-x-0">
      <div className="grid gap-4">
        {product.alternates.length === 0 && <p className="text-ink2">{t('none')}</p>}
        <ol ref={list} aria-label={t('title')} className="grid gap-3 empty:hidden">
          {product.alternates.map((a, at) => {
            const key = keyOf(a)
            const of = product.suppliers.find((s) => s.supplier === a.supplier)
            const name = a.offer?.name ?? t('notOffered')
            const last = at === product.alternates.length - 1
            return (
              <li key={key} className="grid gap-2 border-b border-line pb-3 last:border-0 last:pb-0">
                <div className="flex flex-wrap items-start gap-x-3 gap-y-1">
                  <span aria-hidden className="num w-5 flex-none text-right text-ink2">
                    {at + 1}
                  </span>
                  <div className="grid min-w-0 flex-1 basis-48 gap-0.5">
                    {a.offer ? (
                      <Link to="/suppliers/$supplier/items/$item" params={{ supplier: a.supplier, item: a.item }} className="wrap-anywhere text-ink underline decoration-line underline-offset-4 hover:decoration-current">
                        {name}
                      </Link>
                    ) : (
                      <span className="text-ink2">{name}</span>
                    )}
                    {a.offer && (
                      <span className="num text-small wrap-anywhere text-ink2">
                        {of?.name} · {a.offer.sku}
                      </span>
                    )}
                    {a.note && <span className="wrap-anywhere">{a.note}</span>}
                    <span className="text-small text-ink2">{a.approved_by ? t('approved', { by: a.approved_by, day: dayOf(a.at, deviceZone) }) : t('since', { day: dayOf(a.at, deviceZone) })}</span>
                  </div>
                  {a.offer && of && (
                    <span className="num text-right">
                      <Cost bare offer={a.offer} shows={of.shows} />
                    </span>
                  )}
                </div>
                {mayWrite && editing !== key && (
                  <div className="flex gap-1 pl-8 print:hidden">
                    <Button kind="quiet" data-move="up" disabled={at === 0} busy={busy} aria-label={t('up', { item: name })} icon={<ArrowUp aria-hidden />} onClick={() => void move(at, -1)} />
                    <Button kind="quiet" data-move="down" disabled={last} busy={busy} aria-label={t('down', { item: name })} icon={<ArrowDown aria-hidden />} onClick={() => void move(at, 1)} />
                    <Button kind="quiet" aria-label={t('edit', { item: name })} icon={<Pencil aria-hidden />} onClick={() => setEditing(key)} />
                    <Button kind="quiet" busy={busy} aria-label={t('remove', { item: name })} icon={<X aria-hidden />} onClick={() => void write(before.filter((_, i) => i !== at), t('removed'))} />
                  </div>
                )}
                {editing === key && (
                  <Edit
                    line={a}
                    busy={busy}
                    onCancel={() => setEditing(null)}
                    onSave={async (change) => {
                      if (await write(before.map((l, i) => (i === at ? { ...l, ...change } : l)))) setEditing(null)
                    }}
                  />
                )}
              </li>
            )
          })}
        </ol>
        {mayWrite && (
          <div className="grid gap-1 print:hidden">
            <Pick
              company={company}
              label={t('add')}
              not={[...product.offers.map(refOf), ...product.alternates]}
              onPick={(picked) => void write([...before, { ...picked, approved_by: person.name }], t('added'))}
            />
            <p className="text-small text-ink2">{t('private')}</p>
          </div>
        )}
        <Refusal problem={problem} />
      </div>
    </Section>
  )
}
