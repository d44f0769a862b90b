import { Plus, Warehouse as Sign } from 'lucide-react'
import { useState } from 'react'
import { api, newKey, ok } from '../../lib/api'
import { deviceZone, formatAgo, formatInstant } from '../../lib/dates'
import { useLocale, useTranslations } from '../../lib/i18n'
import { formatNumber } from '../../lib/money'
import { useDeed } from '../../lib/useDeed'
import { useNow } from '../../lib/useNow'
import { Button } from '../../ui/Button'
import { Switch } from '../../ui/Choice'
import { DataTable, type Column } from '../../ui/DataTable'
import { Field, Input } from '../../ui/Field'
import { Dialog } from '../../ui/lazy'
import { StatusDot, type StatusKind } from '../../ui/Marks'
import { EmptyState, Refusal } from '../../ui/States'
import { Refused } from '../identity/FormFoot'
import { given } from '../identity/check'
import { useForm } from '../identity/useForm'
import { RegionsPick } from '../trading/RegionsPick'
import { useTradingWords } from '../trading/words'
import { askAgain, type Warehouse } from './queries'

const dots: Record<Warehouse['feed'], StatusKind> = { none: 'off', fresh: 'done', silent: 'warn' }

/** The places that the supplier delivers from, and how old what is known of them is. */
export function Warehouses({ company, warehouses, may }: { company: string; warehouses: readonly Warehouse[]; may: boolean }) {
  const t = useTranslations('inventory')
  const lang = useLocale()
  const now = useNow()
  const words = useTradingWords()
  const [open, setOpen] = useState<Warehouse | 'new' | null>(null)
  const columns: Column<Warehouse>[] = [
    {
      key: 'name', title: t('where'), main: true,
      cell: (w) => (
        <span className="grid">
          <span className="wrap-anywhere">{w.name}</span>
          <span className="text-small font-normal text-ink2">{[w.code, w.place].filter(Boolean).join(' · ')}</span>
        </span>
      ),
    },
    { key: 'state', title: t('serves'), cell: (w) => <StatusDot kind={w.serving ? 'done' : 'off'}>{w.main ? t('main') : w.serving ? t('serving') : t('notServing')}</StatusDot> },
    { key: 'regions', title: t('regions'), deskOnly: true, cell: (w) => words.regions(w.regions) },
    { key: 'items', title: t('countedItems'), num: true, cell: (w) => formatNumber(lang, w.items) },
    { key: 'age', title: t('oldest'), cell: (w) => (w.oldest ? <span title={formatInstant(w.oldest, deviceZone)}>{formatAgo(lang, w.oldest, now)}</span> : '–') },
    { key: 'feed', title: t('feedTitle'), cell: (w) => <StatusDot kind={dots[w.feed]}>{w.fed_at ? t(`feed.${w.feed}`, { ago: formatAgo(lang, w.fed_at, now) }) : t('feed.none')}</StatusDot> },
    ...(may
      ? [
          {
            key: 'acts', title: t('acts'), bare: true, screenOnly: true,
            cell: (w: Warehouse) => (
              <span className="flex justify-end">
                <Button kind="quiet" onClick={() => setOpen(w)}>
                  {t('change')}
                  <span className="sr-only"> {w.name}</span>
                </Button>
              </span>
            ),
          },
        ]
      : []),
  ]
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 max-tablet:px-4">
        <p className="text-small text-ink2">{t('feedHow')}</p>
        {may && (
          <Button kind="primary" icon={<Plus aria-hidden />} onClick={() => setOpen('new')} className="tablet:ml-auto">
            {t('addWarehouse')}
          </Button>
        )}
      </div>
      <div className="overflow-hidden border-line bg-surface max-tablet:border-y tablet:rounded-card tablet:border">
        <DataTable label={t('part.warehouses')} columns={columns} rows={warehouses} rowKey={(w) => w.id} empty={<EmptyState icon={<Sign aria-hidden />} text={t('noWarehouse')} />} />
      </div>
      {open && <WarehouseDialog company={company} of={open === 'new' ? undefined : open} onClose={() => setOpen(null)} />}
    </>
  )
}

function WarehouseDialog({ company, of, onClose }: { company: string; of?: Warehouse; onClose: () => void }) {
  const t = useTranslations('inventory')
  const u = useTranslations('ui')
  const [key] = useState(newKey)
  const [draft, setDraft] = useState({
    code: of?.code ?? '', name: of?.name ?? '', place: of?.place ?? '', regions: of?.regions ?? [], quiet: String(of?.quiet_hours ?? 24), serving: of?.serving ?? true, main: of?.main ?? false,
  })
  const removal = useDeed()
  const quiet = Number(draft.quiet)
  const form = useForm(
    { '/code': given(draft.code), '/name': given(draft.name), '/place': null, '/regions': null, '/serving': null, '/quiet_hours': Number.isInteger(quiet) && quiet >= 1 && quiet <= 8760 ? null : 'wrong_form' },
    async () => {
      const body = {
        code: draft.code.trim(), name: draft.name.trim(), place: draft.place.trim() || undefined, regions: draft.regions, serving: draft.serving, main: draft.main, quiet_hours: quiet,
      }
      await (of
        ? ok(api.PUT('/api/companies/{company}/warehouses/{warehouse}', { params: { path: { company, warehouse: of.id }, header: { 'If-Match': `"${of.version}"` } }, body }))
        : ok(api.POST('/api/companies/{company}/warehouses', { params: { path: { company }, header: { 'Idempotency-Key': key } }, body })))
      await askAgain(company)
      onClose()
    },
  )
  const remove = () =>
    void removal.run(async () => {
      if (!of) return
      await ok(api.DELETE('/api/companies/{company}/warehouses/{warehouse}', { params: { path: { company, warehouse: of.id } } }))
      await askAgain(company)
      onClose()
    })
  const input = (name: 'code' | 'name' | 'place' | 'quiet', path = `/${name}`) => ({
    value: draft[name],
    autoComplete: 'off',
    onChange: (e: { target: { value: string } }) => {
      setDraft((d) => ({ ...d, [name]: e.target.value }))
      form.edited(path)
    },
  })
  return (
    <Dialog
      open
      place="side"
      onClose={onClose}
      title={of ? t('changeWarehouse') : t('addWarehouse')}
      actions={
        <>
          {of && !of.main && of.items === 0 && (
            <Button kind="quiet" busy={removal.busy} onClick={remove} className="mr-auto">
              {t('remove')}
            </Button>
          )}
          <Button onClick={onClose}>{u('cancel')}</Button>
          <Button kind="primary" type="submit" form="warehouse" busy={form.busy}>
            {t('save')}
          </Button>
        </>
      }
    >
      <form {...form.form} id="warehouse" className="grid gap-4">
        <div className="grid grid-cols-[8rem_minmax(0,1fr)] gap-4">
          <Field label={t('code')} error={form.error('/code')}>
            <Input {...input('code')} maxLength={40} className="num" />
          </Field>
          <Field label={t('name')} error={form.error('/name')}>
            <Input {...input('name')} maxLength={200} />
          </Field>
        </div>
        <Field label={t('place')} required={false} error={form.error('/place')}>
          <Input {...input('place')} maxLength={200} />
        </Field>
        <RegionsPick
          label={t('regions')}
          hint={t('regionsHint')}
          error={form.error('/regions')}
          value={draft.regions}
          onChange={(regions) => {
            setDraft((d) => ({ ...d, regions }))
            form.edited('/regions')
          }}
        />
        <Field label={t('quiet')} hint={t('quietHint')} error={form.error('/quiet_hours')}>
          <Input {...input('quiet', '/quiet_hours')} inputMode="numeric" className="num text-right" />
        </Field>
        <Switch checked={draft.main} disabled={of?.main} onChange={(main) => setDraft((d) => ({ ...d, main, serving: main || d.serving }))} hint={t('mainHint')}>
          {t('main')}
        </Switch>
        <Switch checked={draft.serving} disabled={draft.main} onChange={(serving) => setDraft((d) => ({ ...d, serving }))} hint={t('servingHint')}>
          {t('serving')}
        </Switch>
        <Refused form={form} />
        <Refusal problem={removal.problem} />
      </form>
    </Dialog>
  )
}
