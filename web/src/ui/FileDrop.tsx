import clsx from 'clsx'
import { Upload } from 'lucide-react'
import { useRef, useState, type DragEvent } from 'react'
import { useTranslations } from '../lib/i18n'
import { useField } from './Field'

export type FileDropProps = {
  /** As the accept attribute: ".csv,.xlsx,image/*". */
  accept?: string
  multiple?: boolean
  /** In bytes, for each file; larger ones are named and not passed on. */
  maxSize?: number
  onFiles: (files: File[]) => void
  label: string
  hint?: string
}

const fits = (file: File, accept?: string) =>
  !accept ||
  accept.split(',').some((rule) => {
    const r = rule.trim().toLowerCase()
    if (r.startsWith('.')) return file.name.toLowerCase().endsWith(r)
    return r.endsWith('/*') ? file.type.startsWith(r.slice(0, -1)) : file.type === r
  })

/** Drop or choose. A native file input lies over it, so that keyboard and screen reader need nothing special. */
export function FileDrop({ accept, multiple, maxSize, onFiles, label, hint }: FileDropProps) {
  const t = useTranslations('ui')
  const { 'aria-labelledby': _, required: _r, ...field } = useField()
  const [over, setOver] = useState(false)
  const [refused, setRefused] = useState<string[]>([])
  const input = useRef<HTMLInputElement>(null)
  const take = (list: FileList | null) => {
    const files = [...(list ?? [])].slice(0, multiple ? undefined : 1)
    const good = files.filter((f) => fits(f, accept) && (!maxSize || f.size <= maxSize))
    setRefused(files.filter((f) => !good.includes(f)).map((f) => f.name))
    if (good.length) onFiles(good)
    if (input.current) input.current.value = ''
  }
  const onDrop = (e: DragEvent) => {
    e.preventDefault()
    setOver(false)
    take(e.dataTransfer.files)
  }
  return (
    <div>
      <div
        onDragOver={(e) => {
          e.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
        className={clsx(
          'relative grid justify-items-center gap-1 rounded-card border border-dashed border-control bg-surface p-6 text-center has-focus-visible:outline-2 has-focus-visible:outline-focus',
          over && 'bg-best',
        )}
      >
        <Upload aria-hidden className="text-h1 text-ink2" />
        <span className="font-strong">{label}</span>
        {hint && <span className="text-small text-ink2">{hint}</span>}
        <input {...field} ref={input} type="file" aria-label={label} accept={accept} multiple={multiple} onChange={(e) => take(e.target.files)} className="absolute inset-0 cursor-pointer opacity-0" />
      </div>
      <p role="status" className="text-small text-bad">
        {refused.length > 0 && t('file.refused', { names: refused.join(', ') })}
      </p>
    </div>
  )
}
