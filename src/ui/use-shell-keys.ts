import { useEffect, useRef } from 'react'

export interface ShellKeys {
  help(): void
  find(): void
  search(): void
}

/** F1 or ? opens the help, Ctrl+K finds, / searches, from anywhere on a page; ? and / are letters where one types. */
export function useShellKeys(keys: ShellKeys): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.repeat || event.defaultPrevented) return
      const plain = !event.ctrlKey && !event.metaKey && !event.altKey
      const help = event.key === 'F1' || (event.key === '?' && plain && !isTyping(event.target))
      const find = (event.ctrlKey || event.metaKey) && !event.altKey && event.code === 'KeyK'
      const search = event.key === '/' && plain && !isTyping(event.target)
      if (!help && !find && !search) return
      event.preventDefault()
      // A dialog under way keeps the keyboard; what was begun there is ended there.
      if (document.querySelector('[role=dialog]')) return
      if (help) latest.current.help()
      else if (find) latest.current.find()
      else latest.current.search()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null
  )
}
