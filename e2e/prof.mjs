import { chromium } from "@playwright/test";
import { launchOptions } from "./browser.mjs";
import { serve } from "./bench/serve.mjs";
const s = await serve({page: process.argv[2]});
const b = await chromium.launch({...launchOptions, executablePath: "/usr/bin/chromium"});
const p = await (await b.newContext({viewport:{width:412,height:823}})).newPage();
const c = await p.context().newCDPSession(p);
await c.send("Performance.enable");
await c.send("Emulation.setCPUThrottlingRate",{rate:4});
await p.goto(s.url("page")); await p.waitForSelector("html[data-ready]",{state:"attached"});
await p.waitForTimeout(800);
await p.focus("#query");
const get=async()=>Object.fromEntries((await c.send("Performance.getMetrics")).metrics.map(m=>[m.name,m.value]));
for (const k of (process.argv[3]??"privacy po")){
 const a=await get(); await p.keyboard.press(k===" "?"Space":k); await p.waitForTimeout(700); const d=await get();
 console.log(k, ...["ScriptDuration","LayoutDuration","RecalcStyleDuration","TaskDuration"].map(n=>n+" "+((d[n]-a[n])*1000).toFixed(1)), "layouts",d.LayoutCount-a.LayoutCount,"styles",d.RecalcStyleCount-a.RecalcStyleCount);
}
if (process.argv[4]) {
 await p.evaluate(()=>document.querySelectorAll("#question details").forEach(d=>d.open=true));
 const boxes=p.locator('#question input[type="checkbox"]');
 for (let i=0;i<5;i++){ await boxes.nth(i).focus(); await p.waitForTimeout(300); const a=await get(); await p.keyboard.press("Space"); await p.waitForTimeout(700); const d=await get();
 console.log("box",i, ...["ScriptDuration","LayoutDuration","RecalcStyleDuration","TaskDuration"].map(n=>n+" "+((d[n]-a[n])*1000).toFixed(1)), "layouts",d.LayoutCount-a.LayoutCount,"styles",d.RecalcStyleCount-a.RecalcStyleCount);}
}
await b.close(); s.close(); process.exit(0);
