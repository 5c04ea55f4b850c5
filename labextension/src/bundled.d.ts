/** What is bundled and is no TypeScript: of the manifest only the version, the style sheet as text. */
declare module '*/package.json' {
  const manifest: { version: string };
  export default manifest;
}

declare module '*.raw.css' {
  const text: string;
  export default text;
}
