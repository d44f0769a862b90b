import { useState, type KeyboardEvent } from 'react'
import { useTranslations } from '../../../lib/i18n'
import { Button } from '../../../ui/Button'
import { Field, TextArea } from '../../../ui/Field'
import { readBasket, type Read } from './paste'

export type EntryProps = { onAdd: (read: Read) => void }

/** One box for a pasted sheet, a list of codes and names, and a single word; it says what it has read while it is typed. */
export function Entry({ onAdd }: EntryProps) {
  const t = useTranslations('basket.entry')
  const [text, setText] = useState('')
  const read = readBasket(text)
  const add = () => {
    if (read.lines.length === 0) return
    setText('')
    onAdd(read)
  }
  const onKey = (e: KeyboardEvent) => {
    if (e.key !== 'Enter' || !(e.ctrlKey || e.metaKey) || e.nativeEvent.isComposing) return
    e.preventDefault()
    add()
  }
  return (
    <form
      className="grid gap-3"
      onSubmit={(e) => {
        e.preventDefault()
        add()
      }}
    >
      <Field label={t('label')} hint={t('hint')}>
        <TextArea
          rows={6}
          spellCheck={false}
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          placeholder={t('example')}
          value={text}
          onChange={(e) => setText(e.target.value)}
          onKeyDown={onKey}
          className="num"
        />
      </Field>
      <div className="flex flex-wrap items-center gap-2">
        <Button kind="primary" type="submit" disabled={read.lines.length === 0} className="max-tablet:w-full">
          {t('add', { count: read.lines.length })}
        </Button>
        <p role="status" className="text-small text-ink2">
          {read.joined > 0 && t('joined', { count: read.joined })}
        </p>
      </div>
    </form>
  )
}
