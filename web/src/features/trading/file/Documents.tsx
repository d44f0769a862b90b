import { FileText, X } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../../lib/api'
import { dayOf, deviceZone } from '../../../lib/dates'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatNumber } from '../../../lib/money'
import { toProblem, useProblemText, type Problem } from '../../../lib/problem'
import { queryClient } from '../../../lib/query'
import { Button } from '../../../ui/Button'
import { FileDrop } from '../../../ui/FileDrop'
import { ConfirmDialog } from '../../../ui/lazy'
import type { CompanyFile } from '../fileQuery'
import { Tag } from '../Tag'
import { upload } from './upload'

type Document = CompanyFile['documents'][number]
type Sending = { id: number; name: string; kind: Document['kind']; file: File; share: number; problem: Problem | null }

const kinds = ['licence', 'tax', 'bank', 'other'] as const
const largest = 10 * 1024 * 1024
const most = 20
let next = 1

const documentPath = (company: string, document: string) => `/api/companies/${company}/file/documents/${document}`

/** A size as people say it. */
export function useSize() {
  const lang = useLocale()
  return (bytes: number) => (bytes < 1024 * 1024 ? `${formatNumber(lang, Math.max(1, Math.round(bytes / 1024)))} kB` : `${formatNumber(lang, bytes / 1024 / 1024, 1)} MB`)
}

function Line({ company, document, writable, onRemove }: { company: string; document: Document; writable: boolean; onRemove: () => void }) {
  const t = useTranslations('file')
  const size = useSize()
  return (
    <li className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 py-1.5">
      <FileText aria-hidden className="text-ink2" />
      <a href={documentPath(company, document.id)} target="_blank" rel="noreferrer" className="min-w-0 py-1 wrap-anywhere text-accent underline underline-offset-2">
        {document.name}
      </a>
      <Tag>{t(`document.${document.kind}`)}</Tag>
      <span className="num ml-auto text-small text-ink2">
        {size(document.size)} · {dayOf(document.created_at, deviceZone)}
      </span>
      {writable && <Button kind="quiet" icon={<X aria-hidden />} aria-label={t('documentRemove', { name: document.name })} onClick={onRemove} />}
    </li>
  )
}

function Upload({ sending, onAgain, onDrop }: { sending: Sending; onAgain: () => void; onDrop: () => void }) {
  const t = useTranslations('file')
  const { text } = useProblemText()
  return (
    <li className="grid gap-1 py-2">
      <span className="flex items-center gap-3">
        <span className="min-w-0 flex-1 wrap-anywhere">{sending.name}</span>
        {sending.problem ? (
          <>
            <Button onClick={onAgain}>{t('uploadAgain')}</Button>
            <Button kind="quiet" icon={<X aria-hidden />} aria-label={t('uploadDrop', { name: sending.name })} onClick={onDrop} />
          </>
        ) : (
          <span className="num text-small text-ink2">{Math.round(sending.share * 100)} %</span>
        )}
      </span>
      {sending.problem ? (
        <span role="alert" className="text-small text-bad">
          {text(sending.problem)}
        </span>
      ) : (
        <progress aria-label={t('uploading', { name: sending.name })} value={sending.share} max={1} className="h-1.5 w-full appearance-none overflow-hidden rounded-full bg-sunk [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunk [&::-webkit-progress-value]:bg-accent" />
      )}
    </li>
  )
}

/** Copies that prove what the file says. Each kind is dropped where it belongs; several go up side by side. */
export function Documents({ company, documents, writable }: { company: string; documents: CompanyFile['documents']; writable: boolean }) {
  const t = useTranslations('file')
  const [sendings, setSendings] = useState<readonly Sending[]>([])
  const [remove, setRemove] = useState<Document | null>(null)
  const again = () => queryClient.invalidateQueries({ queryKey: ['trading', company] })
  const change = (id: number, part: Partial<Sending>) => setSendings((list) => list.map((s) => (s.id === id ? { ...s, ...part } : s)))
  const drop = (id: number) => setSendings((list) => list.filter((s) => s.id !== id))
  const start = async ({ id, kind, file }: Sending) => {
    change(id, { problem: null, share: 0 })
    try {
      await upload(`/api/companies/${company}/file/documents?${new URLSearchParams({ kind, name: file.name })}`, file, (share) => change(id, { share }))
      await again()
      drop(id)
    } catch (error) {
      change(id, { problem: toProblem(error) })
    }
  }
  const take = (kind: Document['kind'], files: File[]) => {
    const fresh = files.map((file): Sending => ({ id: next++, name: file.name, kind, file, share: 0, problem: null }))
    setSendings((list) => [...list, ...fresh])
    for (const one of fresh) void start(one)
  }
  const full = documents.length + sendings.length >= most
  return (
    <div className="grid gap-3">
      {documents.length + sendings.length > 0 && (
        <ul aria-label={t('documents')} className="divide-y divide-line">
          {documents.map((d) => (
            <Line key={d.id} company={company} document={d} writable={writable} onRemove={() => setRemove(d)} />
          ))}
          {sendings.map((s) => (
            <Upload key={s.id} sending={s} onAgain={() => void start(s)} onDrop={() => drop(s.id)} />
          ))}
        </ul>
      )}
      {writable && !full && (
        <div className="grid gap-2 tablet:grid-cols-2">
          {kinds.map((kind) => (
            <FileDrop key={kind} multiple accept=".pdf,image/png,image/jpeg,image/webp" maxSize={largest} label={t(`document.${kind}`)} hint={documents.some((d) => d.kind === kind) ? t('documentMore') : t('documentHint')} onFiles={(files) => take(kind, files)} />
          ))}
        </div>
      )}
      {full && <p className="text-small text-ink2">{t('documentsFull', { most })}</p>}
      {remove && (
        <ConfirmDialog
          open
          onClose={() => setRemove(null)}
          title={t('documentRemoveTitle', { name: remove.name })}
          description={t('documentRemoveText')}
          action={t('remove')}
          onConfirm={async () => {
            await api.DELETE('/api/companies/{company}/file/documents/{document}', { params: { path: { company, document: remove.id } } })
            await again()
          }}
        />
      )}
    </div>
  )
}
