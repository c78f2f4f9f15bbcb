import { useEffect, useRef, useState } from 'react'
import { newKey } from '../../ui/new-key.ts'

/** A step while it is edited: hours and minutes as typed, so that nothing typed is lost to a number. */
export interface EditedStep {
  /** Names the row on the page only. */
  id: string
  name: string
  role: string
  hours: string
  minutes: string
}

export interface StoredProcessStep {
  name: string
  role: string
  minutes: number
}

function readStep(step: StoredProcessStep): EditedStep {
  const [hours, minutes] = [Math.floor(step.minutes / 60), step.minutes % 60]
  return { id: newKey(), name: step.name, role: step.role, hours: String(hours), minutes: String(minutes) }
}

/** Minutes of a step; NaN where what was typed is no whole number, for the server to refuse. */
export function minutesOf({ hours, minutes }: EditedStep): number {
  const whole = (text: string) => (/^\d{0,6}$/.test(text.trim()) ? Number(text) : Number.NaN)
  return whole(hours) * 60 + whole(minutes)
}

/** What the command takes. */
export function writtenSteps(steps: readonly EditedStep[]) {
  return steps.map((step) => ({ name: step.name, role: step.role, minutes: minutesOf(step) }))
}

/** Steps under edit; every change of order puts the focus where work goes on, and says what happened. */
export function useEditedSteps(stored: readonly StoredProcessStep[]) {
  const [steps, setSteps] = useState(() => stored.map(readStep))
  const [said, setSaid] = useState('')
  const focus = useRef('')
  useEffect(() => {
    if (focus.current) document.getElementById(focus.current)?.focus()
    focus.current = ''
  }, [steps])

  function reorder(next: EditedStep[], words: string, target: string) {
    focus.current = target
    setSaid(words)
    setSteps(next)
  }

  return {
    steps,
    said,
    edit: (id: string, part: Partial<EditedStep>) =>
      setSteps(steps.map((step) => (step.id === id ? { ...step, ...part } : step))),
    add() {
      const step = { id: newKey(), name: '', role: 'specialist', hours: '', minutes: '' }
      reorder(
        [...steps.slice(0, 1), step, ...steps.slice(1)],
        'Đã thêm một bước sau bước 1.',
        stepFieldId(step.id, 'name'),
      )
    },
    remove(step: EditedStep) {
      reorder(
        steps.filter(({ id }) => id !== step.id),
        `Đã bỏ bước “${step.name}”.`,
        addButtonId,
      )
    },
    move(step: EditedStep, by: -1 | 1) {
      const others = steps.filter(({ id }) => id !== step.id)
      const at = steps.indexOf(step) + by
      const target = at === 0 ? 'down' : at === others.length ? 'up' : by < 0 ? 'up' : 'down'
      reorder(
        [...others.slice(0, at), step, ...others.slice(at)],
        `Bước “${step.name}” nay là bước ${at + 1}.`,
        stepFieldId(step.id, target),
      )
    },
  }
}

export const addButtonId = 'them-buoc'

export function stepFieldId(id: string, part: 'name' | 'up' | 'down'): string {
  return `buoc-${id}-${part}`
}
