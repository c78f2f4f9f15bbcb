import { Button } from '@mantine/core'
import { useState } from 'react'

/** Copies a text. On a plain http address in the office's own network browsers offer no clipboard but the old way. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [copied, setCopied] = useState(false)
  async function copy() {
    setCopied((await copyModern(text)) || copyOldWay(text))
  }
  return (
    <Button
      size="compact-sm"
      variant="default"
      onClick={copy}
      onBlur={() => setCopied(false)}
      aria-live="polite"
    >
      {copied ? 'Đã sao chép' : label}
    </Button>
  )
}

async function copyModern(text: string): Promise<boolean> {
  if (!navigator.clipboard) return false
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  )
}

function copyOldWay(text: string): boolean {
  const box = document.createElement('textarea')
  box.value = text
  box.setAttribute('readonly', '')
  document.body.append(box)
  box.select()
  const done = document.execCommand('copy')
  box.remove()
  return done
}
