import { FileButton, type FileButtonProps } from '@mantine/core'
import { useRef } from 'react'

/**
 * Mantine's file button that forgets what was chosen as soon as it has told it, so that a file of the same name can be chosen
 * again: taken off and wanted back, or mended after a refusal. Browsers tell of no change otherwise.
 */
export function FileChooser<Multiple extends boolean = false>(props: FileButtonProps<Multiple>) {
  const forget = useRef<() => void>(null)
  return (
    <FileButton<Multiple>
      {...props}
      resetRef={forget}
      onChange={(chosen) => {
        props.onChange(chosen)
        forget.current?.()
      }}
    />
  )
}
