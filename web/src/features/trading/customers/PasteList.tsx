import { useState } from 'react'
import { useTranslations } from '../../../lib/i18n'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { Field, TextArea } from '../../../ui/Field'
import { readList } from './prices'

/** A list of SKUs and prices is pasted and put below the lines, where it is looked at before it is saved. */
export function PasteList({ onTake, onClose }: { onTake: (rows: string[][]) => void; onClose: () => void }) {
  const t = useTranslations('customers.prices')
  const [text, setText] = useState('')
  const rows = readList(text)
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('paste')}
      actions={
        <Button
          kind="primary"
          disabled={rows.length === 0}
          onClick={() => {
            onTake(rows)
            onClose()
          }}
        >
          {t('pasteDo', { count: rows.length })}
        </Button>
      }
    >
      <Field label={t('pasteLabel')} hint={t('pasteHint')}>
        <TextArea rows={10} className="num" spellCheck={false} value={text} onChange={(e) => setText(e.target.value)} placeholder={'A-1\t9.50\nB-2\t12\t100\t11.40'} />
      </Field>
    </Dialog>
  )
}
