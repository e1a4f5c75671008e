/** The icon of the gallery: half a picture on a checkerboard. */
export const ICON: string = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<clipPath id="card"><rect width="32" height="32" rx="7"/></clipPath>
<g clip-path="url(#card)"><path fill="#fff" d="M0 0h32v32H0z"/><path fill="#c9ccd2" d="M16 0h8v8h-8zm8 8h8v8h-8zm-8 8h8v8h-8zm8 8h8v8h-8z"/>
<path fill="#d8cfc2" d="M0 0h16v32H0z"/><circle cx="16" cy="16" r="9" fill="#0b7a70"/></g></svg>
`
