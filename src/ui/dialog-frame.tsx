import { Modal } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import type { ReactNode } from 'react'

interface DialogFrameProps {
  title: string
  size?: string | undefined
  onClose(): void
  children: ReactNode
}

/** The frame of every dialog: the whole screen on a phone, and closed by the user's own hand alone. */
export function DialogFrame({ title, size, onClose, children }: DialogFrameProps) {
  const isPhone = useMediaQuery('(max-width: 48em)') ?? false
  return (
    <Modal.Root
      opened
      onClose={onClose}
      size={size ?? 'lg'}
      fullScreen={isPhone}
      closeOnClickOutside={false}
      lockScroll={false}
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay />
      <Modal.Content>
        {/* Not the page's banner: a dialog has a head of its own. */}
        <Modal.Header role="presentation">
          <Modal.Title component="h2" fw={700} fz="lg">
            {title}
          </Modal.Title>
          <Modal.CloseButton aria-label="Đóng cửa sổ" />
        </Modal.Header>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}
