import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useSearch, useNavigate } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../../lib/api'
import { dayOf, deviceZone } from '../../../lib/dates'
import { useTranslations } from '../../../lib/i18n'
import { toProblem, useProblemText } from '../../../lib/problem'
import { useTyped } from '../../../lib/useTyped'
import { mayOf, useCompanySeat } from '../../../shell/session'
import { SubPlaces } from '../../../shell/SubPlaces'
import { Button } from '../../../ui/Button'
import { DataTable, LoadMore, type Column } from '../../../ui/DataTable'
import { Field, Input, TextArea } from '../../../ui/Field'
import { Dialog } from '../../../ui/lazy'
import { PageHeader } from '../../../ui/Page'
import { Select } from '../../../ui/Select'
import { EmptyState, ErrorState, Skeleton } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import { given } from '../../identity/check'
import { Refused } from '../../identity/FormFoot'
import { useForm } from '../../identity/useForm'
import { askAgain, blockPages, type Block, type BlockKind } from '../supplierQueries'

const kinds = ['tax_number', 'name', 'domain', 'email', 'phone'] as const satisfies readonly BlockKind[]

const add = (company: string, block: { kind: BlockKind; value: string; reason?: string }) => api.POST('/api/companies/{company}/blocks', { params: { path: { company } }, body: block })

function NewBlock({ company, onClose }: { company: string; onClose: () => void }) {
  const t = useTranslations()
  const [kind, setKind] = useState<BlockKind>('tax_number')
  const [value, setValue] = useState('')
  const [reason, setReason] = useState('')
  const form = useForm({ '/value': given(value), '/reason': null }, async () => {
    await add(company, { kind, value: value.trim(), reason: reason.trim() || undefined })
    await askAgain(company)
    toast(t('groups.blockAdded', { value: value.trim() }))
    onClose()
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('groups.blockNew')}
      description={t('groups.blockText')}
      actions={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button kind="primary" type="submit" form="block" busy={form.busy}>
            {t('groups.blockDo')}
          </Button>
        </>
      }
    >
      <form {...form.form} id="block" className="grid gap-4">
        <Field label={t('groups.blockKind')}>
          <Select value={kind} onChange={setKind} options={kinds.map((k) => ({ value: k, label: t(`groups.kind.${k}`) }))} />
        </Field>
        <Field label={t('groups.blockValue')} hint={t(`groups.kindHint.${kind}`)} error={form.error('/value')}>
          <Input
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            maxLength={254}
            autoComplete="off"
            value={value}
            onChange={(e) => {
              setValue(e.target.value)
              form.edited('/value')
            }}
          />
        </Field>
        <Field label={t('groups.blockReason')} required={false} hint={t('groups.onlyYou')} error={form.error('/reason')}>
          <TextArea rows={2} maxLength={500} value={reason} onChange={(e) => setReason(e.target.value)} />
        </Field>
        <Refused form={form} />
      </form>
    </Dialog>
  )
}

/** Whom the supplier does not want: applications that fit are marked, never refused by themselves. */
export function Page() {
  const t = useTranslations('groups')
  const seat = useCompanySeat()
  const company = seat.company.id
  const { text } = useProblemText()
  const { q = '' } = useSearch({ strict: false }) as { q?: string }
  const navigate = useNavigate()
  const [typed, setTyped] = useTyped(q, (next) => void navigate({ to: '/c/$company/customers/blocked', params: { company }, search: { q: next || undefined }, replace: true }))
  const list = useInfiniteQuery({ ...blockPages(company, q), placeholderData: keepPreviousData })
  const [open, setOpen] = useState(false)
  const write = mayOf(seat, 'trading.relationship.decide')
  const rows = list.data?.pages.flatMap((p) => p.items) ?? []
  const remove = async (b: Block) => {
    try {
      await api.DELETE('/api/companies/{company}/blocks/{block}', { params: { path: { company, block: b.id } } })
      toast(t('blockRemoved', { value: b.value }), () => void add(company, { kind: b.kind, value: b.value, reason: b.reason || undefined }).finally(() => askAgain(company)))
    } catch (error) {
      toast(text(toProblem(error)))
    } finally {
      await askAgain(company)
    }
  }
  const columns: Column<Block>[] = [
    { key: 'value', title: t('blockValue'), main: true, cell: (b) => <span className="wrap-anywhere">{b.value}</span> },
    { key: 'kind', title: t('blockKind'), cell: (b) => t(`kind.${b.kind}`) },
    { key: 'reason', title: t('blockReason'), cell: (b) => <span className="wrap-anywhere">{b.reason || '–'}</span> },
    { key: 'at', title: t('since'), num: true, cell: (b) => dayOf(b.created_at, deviceZone) },
  ]
  if (write.shown) {
    columns.push({
      key: 'acts', title: t('acts'), bare: true, num: true, screenOnly: true,
      cell: (b) => (
        <Button kind="quiet" disabled={write.disabled} className="max-tablet:-ml-3" aria-label={t('unblockOf', { value: b.value })} onClick={() => void remove(b)}>
          {t('unblock')}
        </Button>
      ),
    })
  }
  return (
    <>
      <PageHeader
        title={t('blocked')}
        actions={
          write.shown && (
            <Button kind="primary" icon={<Plus aria-hidden />} disabled={write.disabled} onClick={() => setOpen(true)}>
              {t('blockNew')}
            </Button>
          )
        }
      >
        <SubPlaces seat={seat} of="customers" />
      </PageHeader>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3 p-4 max-tablet:px-0">
        {(rows.length > 0 || q) && (
          <div className="max-tablet:px-4 print:hidden">
            <Input type="search" aria-label={t('blockSearch')} placeholder={t('blockSearch')} autoComplete="off" value={typed} onChange={(e) => setTyped(e.target.value)} className="max-w-md" />
          </div>
        )}
        {list.isError && !list.data && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending && <Skeleton lines={5} />}
        {list.data && (
          <div className="overflow-hidden border-line bg-surface max-tablet:border-y tablet:rounded-card tablet:border">
            <DataTable label={t('blocked')} columns={columns} rows={rows} rowKey={(b) => b.id} empty={<EmptyState text={q ? t('blockNothing') : t('blockNone')} action={!q && write.shown && !write.disabled && <Button onClick={() => setOpen(true)}>{t('blockNew')}</Button>} />} />
            {rows.length > 0 && <LoadMore shown={rows.length} more={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
          </div>
        )}
      </div>
      {open && <NewBlock company={company} onClose={() => setOpen(false)} />}
    </>
  )
}
