/** Where a submission stands. */
export const submissionStates = {
  waiting: 'Chờ ý kiến',
  agreed: 'Đồng ý',
  refused: 'Không đồng ý',
  returned: 'Trả lại để bổ sung',
} as const
export type SubmissionState = keyof typeof submissionStates
