import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { Form } from 'react-router'

/** Where the switch is sent, and where one chooses what to practise. */
const address = '/thuc-hanh'

/** Goes into the practice office or back, by button or F2, from every page of the staff. */
export function PracticeSwitch({ practice }: { practice: boolean }) {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'F2' || event.repeat || document.querySelector('[role=dialog]')) return
      event.preventDefault()
      form.current?.requestSubmit()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
  useOtherWindows(practice)
  return (
    <Form
      ref={form}
      method="post"
      action={address}
      reloadDocument
      onSubmit={(event) => {
        if (hasTyped() && !window.confirm('Nội dung đang nhập dở trên trang này sẽ mất. Vẫn chuyển?'))
          event.preventDefault()
      }}
    >
      <input type="hidden" name="intent" value={practice ? 'leave' : 'enter'} />
      <Button
        type="submit"
        variant={practice ? 'filled' : 'default'}
        color={practice ? 'dark' : undefined}
        size="compact-sm"
        aria-keyshortcuts="F2"
      >
        {practice ? 'Rời thực hành' : 'Thực hành'}
      </Button>
    </Form>
  )
}

/** Whether something stands in a box of the page that would be lost. */
function hasTyped(): boolean {
  const boxes = document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
    'main form:not([method=get]) :is(input[type=text], input:not([type]), textarea)',
  )
  return [...boxes].some(({ value }) => value.trim() !== '')
}

/**
 * The sign-in is one for all windows of a browser: a window that still shows the other office loads anew, so that nobody
 * works on what looks real and is not, or the other way round. What was typed there could not be sent anyway: the wall
 * between offices refuses it.
 */
function useOtherWindows(practice: boolean): void {
  useEffect(() => {
    if (typeof BroadcastChannel === 'undefined') return
    const channel = new BroadcastChannel('motcua-practice')
    channel.onmessage = ({ data }) => {
      if (data !== practice) window.location.assign('/')
    }
    channel.postMessage(practice)
    return () => channel.close()
  }, [practice])
}
