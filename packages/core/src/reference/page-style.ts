/** The reference page's whole look: no fonts, no pictures, nothing to load. Light and dark by the reader's system. */
export const style = `
:root{color-scheme:light dark;--ground:light-dark(#fff,#1f1e1d);--raised:light-dark(#f6f5f2,#141413);--line:light-dark(#e4e1da,#3b3835);
--ink:light-dark(#1c1b19,#f1efeb);--soft:light-dark(#67635b,#a8a399);--link:light-dark(#0f766e,#5ec4b6);
--get:light-dark(#2f6bb3,#86b6f2);--post:light-dark(#1f7a3f,#7fd096);--patch:light-dark(#96500a,#f0b36a);--delete:light-dark(#b3261e,#ff9d94)}
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0;background:var(--ground);color:var(--ink);font:1rem/1.55 system-ui,sans-serif;display:grid;grid-template-columns:18rem minmax(0,1fr)}
a{color:var(--link)}
:focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:2px}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:var(--ground);padding:.5rem}
nav{position:sticky;top:0;height:100vh;overflow-y:auto;padding:1.5rem 1.25rem;background:var(--raised);border-inline-end:1px solid var(--line);font-size:.875rem}
nav ol{list-style:none;margin:0;padding:0}nav li{margin:.15rem 0}nav ol ol{margin:.15rem 0 .9rem}
nav a{display:block;padding:.15rem 0;text-decoration:none;color:inherit}nav a:hover{text-decoration:underline}nav ol ol a{color:var(--soft);padding-inline-start:.75rem}
nav>ol>li>a{font-weight:600}
main{padding:2rem clamp(1rem,4vw,3.5rem) 6rem;max-width:60rem}
h1{font-size:2rem;line-height:1.2;margin:0 0 .5rem}
h2{font-size:1.5rem;margin:4rem 0 .5rem;padding-top:1.25rem;border-top:1px solid var(--line)}
h3{font-size:1.15rem;margin:0 0 .25rem}
h4{font-size:.875rem;margin:1.25rem 0 .35rem;color:var(--soft)}
article{padding:1.75rem 0;border-top:1px solid var(--line)}h2+p+article,h2+article{border-top:0}
.here{color:var(--soft);text-decoration:none;opacity:0}h3:hover .here,.here:focus{opacity:1}
code{font:.875em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
p code,dd code{background:var(--raised);padding:.1em .3em;border-radius:3px}
pre{background:var(--raised);border:1px solid var(--line);border-radius:6px;padding:.85rem 1rem;margin:.75rem 0;white-space:pre-wrap;overflow-wrap:anywhere}
.address{margin:.25rem 0 .75rem}.address code{background:none;padding:0;font-size:.95em}
.address b{font-size:.8rem;letter-spacing:.03em}.get{color:var(--get)}.post{color:var(--post)}.patch{color:var(--patch)}.delete{color:var(--delete)}
dl{display:grid;grid-template-columns:minmax(9rem,13rem) minmax(0,1fr);margin:0;font-size:.925rem}
dt,dd{margin:0;padding:.4rem 0;border-top:1px solid var(--line)}dt{padding-inline-end:1rem}dt code{font-weight:600}dt em{color:var(--soft);font-style:normal;font-size:.8rem}dt em.required{color:var(--delete)}
.answers{grid-template-columns:4rem minmax(0,1fr)}.s2{color:var(--post)}.s3{color:var(--soft)}.s4{color:var(--patch)}.s5{color:var(--delete)}
.type{color:var(--soft)}.limits{color:var(--soft);font-size:.875rem}
details{margin:.5rem 0}summary{cursor:pointer;color:var(--link);font-size:.925rem;padding:.35rem 0}
@media(max-width:52rem){body{display:block}nav{position:static;height:auto;border-inline-end:0;border-bottom:1px solid var(--line);padding:.75rem 1rem}
nav>ol{display:flex;flex-wrap:wrap;gap:.25rem 1rem}nav ol ol{display:none}nav a{padding:.4rem 0}
dl{grid-template-columns:minmax(0,1fr)}dd{border-top:0;padding-top:0}.answers{grid-template-columns:3.5rem minmax(0,1fr)}.answers dd{border-top:1px solid var(--line);padding-top:.4rem}h2{margin-top:2.5rem}}
@media print{nav{display:none}body{display:block}}
`;
