import { useQuery } from '@tanstack/react-query'
import { useTranslations } from '../../../lib/i18n'
import { Dialog } from '../../../ui/lazy'
import { ErrorState, Skeleton } from '../../../ui/States'
import { Deeds, headOf, Whole } from './Parts'
import { receiptQuery, type Of } from './queries'

/** Why a price is what it is; to read, to keep, to print. */
export function ReceiptDialog({ of, onClose }: { of: Of; onClose: () => void }) {
  const t = useTranslations('receipt')
  const { data, error, isPending, refetch } = useQuery(receiptQuery(of))
  return (
    <Dialog open place="side" onClose={onClose} title={t('title')} description={data && headOf(data)} actions={data && <Deeds signed={data} />}>
      {isPending && <Skeleton lines={6} />}
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data && <Whole signed={data} />}
    </Dialog>
  )
}
