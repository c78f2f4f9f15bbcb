import { useEffect, useRef } from 'react'

export interface Shortcuts {
  save(): void
  tickAll(): void
  declare?(): void
  takeOffers?(): void
}

/**
 * Ctrl+Enter saves, Alt+D ticks, Alt+K takes the papers on file, Alt+T declares, from anywhere on the page; all rest
 * while a dialog is open.
 */
export function useShortcuts(shortcuts: Shortcuts, active: boolean): void {
  const latest = useRef(shortcuts)
  useEffect(() => {
    latest.current = shortcuts
  })
  useEffect(() => {
    if (!active) return
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.repeat) return
      // The key's place, not its letter: a Vietnamese input method may have changed the letter.
      const tick = event.altKey && !event.ctrlKey && event.code === 'KeyD'
      const declare = event.altKey && !event.ctrlKey && event.code === 'KeyT'
      const take = event.altKey && !event.ctrlKey && event.code === 'KeyK'
      const save = (event.ctrlKey || event.metaKey) && event.key === 'Enter'
      if (tick || take || save || declare) event.preventDefault()
      if (tick) latest.current.tickAll()
      if (take) latest.current.takeOffers?.()
      if (declare) latest.current.declare?.()
      if (save) latest.current.save()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [active])
}

/** Brings the cursor to the first field in the order of the page that has a message. */
export function focusFirstWrong(form: HTMLElement | null, fields: Readonly<Record<string, string>>): void {
  const inputs = [...(form?.querySelectorAll<HTMLElement>('[data-field]') ?? [])]
  const wrong = inputs.find(({ dataset }) => dataset.field !== undefined && dataset.field in fields)
  wrong?.focus()
}
