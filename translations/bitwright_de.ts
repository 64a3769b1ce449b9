<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>About</name>
    <message>
        <source>About Bitwright</source>
        <translation>Über Bitwright</translation>
    </message>
    <message>
        <source>Bitwright %1</source>
        <translation>Bitwright %1</translation>
    </message>
    <message>
        <source>A workbench for compressing neural networks. It works offline and sends nothing anywhere.

This window is free software under the GNU General Public License, version 3 or later; the library and the command line are under the Apache License 2.0. Built with Qt %1, ONNX, Protocol Buffers, OpenCV, spdlog, fmt, nlohmann json, zstd, XZ Utils and OpenSSL; models run in ONNX Runtime.</source>
        <translation>Eine Werkbank zum Komprimieren neuronaler Netze. Sie arbeitet offline und sendet nichts irgendwohin.

Dieses Fenster ist freie Software unter der GNU General Public License, Version 3 oder später; Bibliothek und Kommandozeile stehen unter der Apache License 2.0. Erstellt mit Qt %1, ONNX, Protocol Buffers, OpenCV, spdlog, fmt, nlohmann json, zstd, XZ Utils und OpenSSL; Modelle laufen in ONNX Runtime.</translation>
    </message>
</context>
<context>
    <name>Activations</name>
    <message>
        <source>made-up inputs</source>
        <translation>erfundenen Eingaben</translation>
    </message>
    <message>
        <source>the sample’s training images</source>
        <translation>den Trainingsbildern des Beispiels</translation>
    </message>
    <message numerus="yes">
        <source>%1, at most %Ln</source>
        <translation>
            <numerusform>%1, höchstens %Ln</numerusform>
            <numerusform>%1, höchstens %Ln</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>Fashion-MNIST</source>
        <translation>Fashion-MNIST</translation>
    </message>
    <message numerus="yes">
        <source>%1, %Ln image(s)</source>
        <translation>
            <numerusform>%1, %Ln Bild</numerusform>
            <numerusform>%1, %Ln Bilder</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %Ln sample(s)</source>
        <translation>
            <numerusform>%1, %Ln Probe</numerusform>
            <numerusform>%1, %Ln Proben</numerusform>
        </translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>Share of samples whose top prediction is their label, with its 95 % interval</source>
        <translation>Anteil der Proben, deren erste Vorhersage ihrem Label entspricht, mit 95-%-Intervall</translation>
    </message>
    <message>
        <source>There are no labels: share of samples with the same top prediction as the original</source>
        <translation>Es gibt keine Labels: Anteil der Proben mit derselben ersten Vorhersage wie das Original</translation>
    </message>
    <message>
        <source>There are no labels: signal to quantization noise ratio of the outputs, against the original&apos;s</source>
        <translation>Es gibt keine Labels: Rauschabstand (SQNR) der Ausgaben gegenüber denen des Originals</translation>
    </message>
    <message>
        <source>reference</source>
        <translation>Referenz</translation>
    </message>
    <message>
        <source>no difference</source>
        <translation>kein Unterschied</translation>
    </message>
    <message>
        <source>too noisy</source>
        <translation>zu verrauscht</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>speed-up and its interval</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>weicht ab</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>geprüft</translation>
    </message>
    <message>
        <source>not run</source>
        <translation>nicht ausgeführt</translation>
    </message>
    <message>
        <source>File: %1</source>
        <translation>Datei: %1</translation>
    </message>
    <message>
        <source>Codes: %1</source>
        <translation>Codes: %1</translation>
    </message>
    <message>
        <source>Scales: %1</source>
        <translation>Skalierungen: %1</translation>
    </message>
    <message>
        <source>Codebooks: %1</source>
        <translation>Codebücher: %1</translation>
    </message>
    <message>
        <source>Decode nodes: %1</source>
        <translation>Dekodierknoten: %1</translation>
    </message>
    <message>
        <source>Positions: %1</source>
        <translation>Positionen: %1</translation>
    </message>
    <message>
        <source>Everything else: %1</source>
        <translation>Alles Übrige: %1</translation>
    </message>
    <message>
        <source>Packed by zstd -%1: %2</source>
        <translation>Gepackt mit zstd -%1: %2</translation>
    </message>
    <message>
        <source>Speed-up %1, 95 % interval %2</source>
        <translation>Beschleunigung %1, 95-%-Intervall %2</translation>
    </message>
    <message>
        <source>One inference: median %1, 95th percentile %2</source>
        <translation>Eine Inferenz: Median %1, 95. Perzentil %2</translation>
    </message>
    <message numerus="yes">
        <source>%n thread(s)</source>
        <translation>
            <numerusform>%n Thread</numerusform>
            <numerusform>%n Threads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln sample(s) right, 95 % interval %2</source>
        <translation>
            <numerusform>%1 von %Ln Probe richtig, 95-%-Intervall %2</numerusform>
            <numerusform>%1 von %Ln Proben richtig, 95-%-Intervall %2</numerusform>
        </translation>
    </message>
    <message>
        <source>Against the original: %1 points, paired 95 % interval %2 to %3</source>
        <translation>Gegenüber dem Original: %1 Punkte, gepaartes 95-%-Intervall %2 bis %3</translation>
    </message>
    <message numerus="yes">
        <source>%Ln sample(s) with another top prediction</source>
        <translation>
            <numerusform>%Ln Probe mit anderer erster Vorhersage</numerusform>
            <numerusform>%Ln Proben mit anderer erster Vorhersage</numerusform>
        </translation>
    </message>
    <message>
        <source>Same top prediction as the original: %1</source>
        <translation>Gleiche erste Vorhersage wie das Original: %1</translation>
    </message>
    <message>
        <source>Outputs: SQNR %1, cosine %2</source>
        <translation>Ausgaben: SQNR %1, Kosinus %2</translation>
    </message>
    <message>
        <source>KL divergence: %1 nats</source>
        <translation>KL-Divergenz: %1 nat</translation>
    </message>
    <message>
        <source>Highest while loading: %1</source>
        <translation>Höchstwert beim Laden: %1</translation>
    </message>
    <message>
        <source>After one inference: %1</source>
        <translation>Nach einer Inferenz: %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln tensor(s) decoded from the file and compared</source>
        <translation>
            <numerusform>%Ln Tensor aus der Datei dekodiert und verglichen</numerusform>
            <numerusform>%Ln Tensoren aus der Datei dekodiert und verglichen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln value(s) differ</source>
        <translation>
            <numerusform>%Ln Wert weicht ab</numerusform>
            <numerusform>%Ln Werte weichen ab</numerusform>
        </translation>
    </message>
    <message>
        <source>Outputs within %1 of the decoded weights&apos;</source>
        <translation>Ausgaben höchstens %1 von denen der dekodierten Gewichte entfernt</translation>
    </message>
    <message>
        <source>inputs are synthesised: fidelity to the original only</source>
        <translation>Eingaben sind künstlich erzeugt: nur Treue zum Original</translation>
    </message>
    <message>
        <source>95 % intervals</source>
        <translation>95-%-Intervalle</translation>
    </message>
    <message>
        <source>Loading: %1, first inference: %2</source>
        <translation>Laden: %1, erste Inferenz: %2</translation>
    </message>
    <message>
        <source>Energy of the processor: %1 mJ an inference</source>
        <translation>Energie des Prozessors: %1 mJ je Inferenz</translation>
    </message>
    <message>
        <source>Among the first five: %1, 95 % interval %2</source>
        <translation>Unter den ersten fünf: %1, 95-%-Intervall %2</translation>
    </message>
    <message>
        <source>Exact McNemar test: p = %1</source>
        <translation>Exakter McNemar-Test: p = %1</translation>
    </message>
    <message>
        <source>Perplexity: %1, %2 nats a token above the original</source>
        <translation>Perplexität: %1, %2 Nat je Token über dem Original</translation>
    </message>
    <message>
        <source>Agreement (no labels)</source>
        <translation>Übereinstimmung (ohne Labels)</translation>
    </message>
    <message>
        <source>SQNR (no labels)</source>
        <translation>SQNR (ohne Labels)</translation>
    </message>
    <message>
        <source>Everything computes in floats: nothing in the file is computed with as integers</source>
        <translation>Alles rechnet in Gleitkomma: mit nichts in der Datei wird ganzzahlig gerechnet</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>layer and why it computes in floats</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Every layer computes in integers</source>
        <translation>Jede Schicht rechnet ganzzahlig</translation>
    </message>
    <message numerus="yes">
        <source>%Ln sample(s)</source>
        <comment>in a batch</comment>
        <translation>
            <numerusform>%Ln Beispiel</numerusform>
            <numerusform>%Ln Beispiele</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: median %2, loading %3</source>
        <comment>inputs and times</comment>
        <translation>%1: Median %2, Laden %3</translation>
    </message>
    <message>
        <source>%1, speed-up %2 (%3)</source>
        <comment>times, and the speed-up with its interval</comment>
        <translation>%1, Beschleunigung %2 (%3)</translation>
    </message>
    <message>
        <source>After one inference of %1: %2</source>
        <translation>Nach einer Inferenz von %1: %2</translation>
    </message>
    <message>
        <source>Next tokens: KL divergence %1 nats, of 99.9 % below %2; the same most probable one: %3</source>
        <translation>Nächste Tokens: KL-Divergenz %1 Nats, bei 99,9 % unter %2; derselbe wahrscheinlichste: %3</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message numerus="yes">
        <source>Verified: %1 of %Ln tensor(s) identical</source>
        <translation>
            <numerusform>Geprüft: %1 von %Ln Tensor identisch</numerusform>
            <numerusform>Geprüft: %1 von %Ln Tensoren identisch</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, outputs equal</source>
        <translation>%1, Ausgaben gleich</translation>
    </message>
    <message>
        <source>%1, outputs within %2</source>
        <translation>%1, Ausgaben innerhalb %2</translation>
    </message>
    <message>
        <source>%1; %2</source>
        <translation>%1; %2</translation>
    </message>
    <message>
        <source>%1 stays as it is: %2</source>
        <translation>%1 bleibt unverändert: %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln node(s) compute in integers</source>
        <translation>
            <numerusform>%Ln Knoten rechnet ganzzahlig</numerusform>
            <numerusform>%Ln Knoten rechnen ganzzahlig</numerusform>
        </translation>
    </message>
    <message>
        <source>%1; %2; outputs against floats: %3</source>
        <translation>%1; %2; Ausgaben gegen Gleitkomma: %3</translation>
    </message>
    <message>
        <source>%1 computes in floats: %2</source>
        <translation>%1 rechnet in Gleitkomma: %2</translation>
    </message>
    <message>
        <source>Output %1: %2</source>
        <translation>Ausgabe %1: %2</translation>
    </message>
    <message>
        <source>Input %1: %2</source>
        <translation>Eingabe %1: %2</translation>
    </message>
    <message>
        <source>%1, value = %2 · element</source>
        <translation>%1, Wert = %2 · Element</translation>
    </message>
    <message>
        <source>%1, value = %2 · (element − %3)</source>
        <translation>%1, Wert = %2 · (Element − %3)</translation>
    </message>
    <message>
        <source>%1 stays float32: %2</source>
        <translation>%1 bleibt float32: %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln given sample(s)</source>
        <translation>
            <numerusform>%Ln angegebene Stichprobe</numerusform>
            <numerusform>%Ln angegebene Stichproben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln made-up sample(s)</source>
        <translation>
            <numerusform>%Ln erfundene Stichprobe</numerusform>
            <numerusform>%Ln erfundene Stichproben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tensor(s)</source>
        <translation>
            <numerusform>%Ln Tensor</numerusform>
            <numerusform>%Ln Tensoren</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2 values differ</source>
        <translation>%1, %2 Werte weichen ab</translation>
    </message>
    <message>
        <source>Written without being verified</source>
        <translation>Geschrieben, ohne geprüft zu sein</translation>
    </message>
    <message>
        <source>; at worst %1, in %2, index %3 of axis %4</source>
        <translation>; am schlechtesten %1, in %2, Index %3 auf Achse %4</translation>
    </message>
    <message>
        <source>outputs equal those of the decoded weights</source>
        <translation>Ausgaben gleich denen der dekodierten Gewichte</translation>
    </message>
    <message>
        <source>outputs within %1 of those of the decoded weights</source>
        <translation>Ausgaben um höchstens %1 von denen der dekodierten Gewichte entfernt</translation>
    </message>
    <message>
        <source>%1 from the decoded weights with float activations</source>
        <translation>%1 von den dekodierten Gewichten mit Gleitkomma-Aktivierungen</translation>
    </message>
    <message>
        <source>with default optimizations, on this processor, outputs equal what it means</source>
        <translation>mit den üblichen Optimierungen, auf diesem Prozessor, Ausgaben gleich dem, was sie bedeutet</translation>
    </message>
    <message>
        <source>with default optimizations, on this processor, outputs within %1 of what it means</source>
        <translation>mit den üblichen Optimierungen, auf diesem Prozessor, Ausgaben um höchstens %1 von dem entfernt, was sie bedeutet</translation>
    </message>
    <message>
        <source>with default optimizations, on this processor, %1 from what it means</source>
        <translation>mit den üblichen Optimierungen, auf diesem Prozessor, %1 von dem, was sie bedeutet</translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>kB</source>
        <translation>kB</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>MB</translation>
    </message>
    <message>
        <source>GB</source>
        <translation>GB</translation>
    </message>
    <message>
        <source>TB</source>
        <translation>TB</translation>
    </message>
    <message>
        <source>exact</source>
        <translation>exakt</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>ms</translation>
    </message>
</context>
<context>
    <name>LayersTable</name>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Operator</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>Scheme</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>Bytes of the weights as they are in the model</source>
        <translation>Bytes der Gewichte, wie sie im Modell stehen</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>Codes, tables and scales, without decode nodes. A codebook that several layers share is in the sum, but in none of them.</source>
        <translation>Codes, Tabellen und Skalen, ohne Dekodierknoten. Ein Codebuch, das sich mehrere Schichten teilen, steht in der Summe, aber bei keiner von ihnen.</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>Verhältnis</translation>
    </message>
    <message>
        <source>Original bytes divided by the bytes of the compressed layer</source>
        <translation>Bytes des Originals geteilt durch die Bytes der komprimierten Schicht</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>Bits</translation>
    </message>
    <message>
        <source>Bits a weight, with tables and scales</source>
        <translation>Bit pro Gewicht, mit Tabellen und Skalen</translation>
    </message>
    <message>
        <source>SQNR</source>
        <translation>SQNR</translation>
    </message>
    <message>
        <source>Signal to quantization noise ratio in decibels: higher is closer to the original</source>
        <translation>Rauschabstand (SQNR) in Dezibel: höher ist näher am Original</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Why a layer is left alone</source>
        <translation>Warum eine Schicht unverändert bleibt</translation>
    </message>
    <message>
        <source>not compressible</source>
        <translation>nicht komprimierbar</translation>
    </message>
    <message>
        <source>keep %1</source>
        <translation>%1 belassen</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>the variant is a finished file</source>
        <translation>die Variante ist eine fertige Datei</translation>
    </message>
    <message>
        <source>stopped before its figures were there</source>
        <translation>angehalten, bevor Werte da waren</translation>
    </message>
    <message>
        <source>Damage</source>
        <translation>Schaden</translation>
    </message>
    <message>
        <source>Predictions that change for this layer alone, stored as it is now, or the SQNR of the outputs; measured under Sensitivity</source>
        <translation>Vorhersagen, die sich allein durch diese Schicht, so gespeichert wie jetzt, ändern, oder das SQNR der Ausgaben; gemessen unter Empfindlichkeit</translation>
    </message>
    <message>
        <source>Computes in</source>
        <translation>Rechnet in</translation>
    </message>
    <message>
        <source>Integers or floats, as ONNX Runtime ran the layer when the variant was last compared</source>
        <translation>Ganze Zahlen oder Gleitkomma: so hat ONNX Runtime die Schicht ausgeführt, als die Variante zuletzt verglichen wurde</translation>
    </message>
    <message>
        <source>integers</source>
        <translation>ganzzahlig</translation>
    </message>
    <message>
        <source>floats</source>
        <translation>Gleitkomma</translation>
    </message>
    <message>
        <source>Computes in floats: %1</source>
        <translation>Rechnet in Gleitkomma: %1</translation>
    </message>
    <message>
        <source>mixed</source>
        <translation>gemischt</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>Choose how a neural network&apos;s weights are stored, compare, and export it verified.</source>
        <translation>Wählen, wie die Gewichte eines neuronalen Netzes gespeichert werden, vergleichen und geprüft exportieren.</translation>
    </message>
    <message>
        <source>Colours: system, light or dark.</source>
        <translation>Farben: system, light oder dark.</translation>
    </message>
    <message>
        <source>ONNX file to open.</source>
        <translation>Zu öffnende ONNX-Datei.</translation>
    </message>
    <message>
        <source>one model at a time; open others in windows of their own</source>
        <translation>nur ein Modell auf einmal; weitere in eigenen Fenstern öffnen</translation>
    </message>
    <message>
        <source>--theme takes system, light or dark</source>
        <translation>--theme nimmt system, light oder dark</translation>
    </message>
</context>
<context>
    <name>Readout</name>
    <message numerus="yes">
        <source>original: %Ln weight(s)</source>
        <translation>
            <numerusform>Original: %Ln Gewicht</numerusform>
            <numerusform>Original: %Ln Gewichte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>compressed: %Ln weight(s)</source>
        <translation>
            <numerusform>komprimiert: %Ln Gewicht</numerusform>
            <numerusform>komprimiert: %Ln Gewichte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>becomes 0, with %Ln pruned in all</source>
        <translation>
            <numerusform>wird 0, mit insgesamt %Ln ausgedünnten</numerusform>
            <numerusform>wird 0, mit insgesamt %Ln ausgedünnten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>nearest level %1, shared by %Ln</source>
        <translation>
            <numerusform>nächste Stufe %1, von %Ln genutzt</numerusform>
            <numerusform>nächste Stufe %1, von %Ln genutzt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln outlier(s) beyond 5σ</source>
        <translation>
            <numerusform>%Ln Ausreißer jenseits von 5σ</numerusform>
            <numerusform>%Ln Ausreißer jenseits von 5σ</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SchemeText</name>
    <message>
        <source>ch. scale</source>
        <translation>Kanalskal.</translation>
    </message>
    <message>
        <source>block scale</source>
        <translation>Blockskal.</translation>
    </message>
    <message>
        <source>unused</source>
        <translation>ungenutzt</translation>
    </message>
    <message>
        <source>channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>block</source>
        <translation>Block</translation>
    </message>
</context>
<context>
    <name>SensitivityFindings</name>
    <message>
        <source>%1 less</source>
        <translation>%1 weniger</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>%1 mehr</translation>
    </message>
    <message>
        <source>%1 does %2 of the damage: stored so it alone changes %3</source>
        <translation>%1 richtet %2 des Schadens an: So gespeichert ändert sie allein %3</translation>
    </message>
    <message>
        <source>%1; %2 would change %3, %4</source>
        <translation>%1; %2 änderte %3, %4</translation>
    </message>
</context>
<context>
    <name>Starter</name>
    <message>
        <source>Uniform 8 · channel</source>
        <translation>Uniform 8 · Kanal</translation>
    </message>
    <message>
        <source>Uniform 4 · channel</source>
        <translation>Uniform 4 · Kanal</translation>
    </message>
    <message>
        <source>k-means 4 · channel scale</source>
        <translation>k-means 4 · Kanalskal.</translation>
    </message>
    <message>
        <source>k-means 3 · channel</source>
        <translation>k-means 3 · Kanal</translation>
    </message>
    <message>
        <source>float16</source>
        <translation>float16</translation>
    </message>
</context>
<context>
    <name>UnsavedWork</name>
    <message>
        <source>Not saved: the recipe of %1</source>
        <translation>Nicht gespeichert: das Rezept von %1</translation>
    </message>
    <message>
        <source>Not saved: the recipes of %1</source>
        <translation>Nicht gespeichert: die Rezepte von %1</translation>
    </message>
    <message>
        <source>Not kept: what else you chose for the variants</source>
        <translation>Geht verloren: was sonst für die Varianten gewählt wurde</translation>
    </message>
    <message>
        <source>Measured, and in no report: %1</source>
        <translation>Gemessen und in keinem Bericht: %1</translation>
    </message>
    <message>
        <source>Unsaved work</source>
        <translation>Nicht gespeicherte Arbeit</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>&amp;Verwerfen</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>&amp;Save recipe…</source>
        <translation>Rezept &amp;speichern…</translation>
    </message>
    <message>
        <source>&amp;Save recipes…</source>
        <translation>Rezepte &amp;speichern…</translation>
    </message>
</context>
<context>
    <name>adaptive.chosen</name>
    <message>
        <source>%1 becomes %2, %3 times smaller: %4 % of the predictions change; with the next smaller, %5, %6 %</source>
        <translation>%1 wird %2, %3-mal kleiner: %4 % der Vorhersagen ändern sich; mit dem nächstkleineren, %5, %6 %</translation>
    </message>
</context>
<context>
    <name>adaptive.chosen_noise</name>
    <message>
        <source>%1 becomes %2, %3 times smaller: the outputs&apos; noise is %4 dB below them; with the next smaller, %5, %6 dB</source>
        <translation>%1 wird %2, %3-mal kleiner: das Rauschen liegt %4 dB unter den Ausgaben; mit dem nächstkleineren, %5, %6 dB</translation>
    </message>
</context>
<context>
    <name>adaptive.failed</name>
    <message>
        <source>%1 stays as it is: it could not be measured</source>
        <translation>%1 bleibt, wie es ist: es ließ sich nicht messen</translation>
    </message>
</context>
<context>
    <name>adaptive.kept</name>
    <message>
        <source>%1 stays as it is: nothing smaller stays within the bound</source>
        <translation>%1 bleibt, wie es ist: nichts Kleineres hält die Schranke ein</translation>
    </message>
</context>
<context>
    <name>adaptive.smallest</name>
    <message>
        <source>%1 becomes %2, %3 times smaller: %4 % of the predictions change; nothing smaller was measured</source>
        <translation>%1 wird %2, %3-mal kleiner: %4 % der Vorhersagen ändern sich; nichts Kleineres wurde gemessen</translation>
    </message>
</context>
<context>
    <name>adaptive.smallest_noise</name>
    <message>
        <source>%1 becomes %2, %3 times smaller: the outputs&apos; noise is %4 dB below them; nothing smaller was measured</source>
        <translation>%1 wird %2, %3-mal kleiner: das Rauschen liegt %4 dB unter den Ausgaben; nichts Kleineres wurde gemessen</translation>
    </message>
</context>
<context>
    <name>archive.cannot_read</name>
    <message>
        <source>cannot be read to the end</source>
        <translation>kann nicht bis zum Ende gelesen werden</translation>
    </message>
</context>
<context>
    <name>archive.damaged</name>
    <message>
        <source>is damaged, cut off or no %1 archive</source>
        <translation>ist beschädigt, abgeschnitten oder kein %1-Archiv</translation>
    </message>
</context>
<context>
    <name>archive.damaged.remedy</name>
    <message>
        <source>fetch or make it again</source>
        <translation>hol oder erzeuge es noch einmal</translation>
    </message>
</context>
<context>
    <name>archive.differs</name>
    <message>
        <source>does not unpack to what was packed</source>
        <translation>ergibt entpackt nicht das, was gepackt wurde</translation>
    </message>
</context>
<context>
    <name>archive.failed</name>
    <message>
        <source>it could not be packed</source>
        <translation>es konnte nicht gepackt werden</translation>
    </message>
</context>
<context>
    <name>archive.memory</name>
    <message>
        <source>needs more memory to unpack than the 1 GiB it may take</source>
        <translation>braucht zum Entpacken mehr Speicher als die erlaubten 1 GiB</translation>
    </message>
</context>
<context>
    <name>archive.memory.remedy</name>
    <message>
        <source>pack it again with a smaller dictionary or window</source>
        <translation>pack es mit kleinerem Wörterbuch oder Fenster noch einmal</translation>
    </message>
</context>
<context>
    <name>archive.progress</name>
    <message>
        <source>Archive</source>
        <translation>Archiv</translation>
    </message>
</context>
<context>
    <name>archive.too_large</name>
    <message>
        <source>holds more than 64 GiB</source>
        <translation>enthält mehr als 64 GiB</translation>
    </message>
</context>
<context>
    <name>arithmetic.floats</name>
    <message>
        <source>computes in floats: ONNX Runtime runs it as %1</source>
        <translation>rechnet in Gleitkomma: ONNX Runtime führt es als %1 aus</translation>
    </message>
</context>
<context>
    <name>arithmetic.half_cast</name>
    <message>
        <source>this runtime computes float16 by casting to float32: %1 of %2 layers</source>
        <translation>diese Laufzeit rechnet float16, indem sie nach float32 wandelt: %1 von %2 Schichten</translation>
    </message>
</context>
<context>
    <name>arithmetic.not_fused</name>
    <message>
        <source>computes in floats: what it reads is quantized, but ONNX Runtime runs it as %1</source>
        <translation>rechnet in Gleitkomma: was es liest, ist quantisiert, doch ONNX Runtime führt es als %1 aus</translation>
    </message>
</context>
<context>
    <name>arithmetic.result_not_quantized</name>
    <message>
        <source>computes in floats: what it reads is quantized, what it gives is not, and ONNX Runtime runs it as %1</source>
        <translation>rechnet in Gleitkomma: was es liest, ist quantisiert, was es gibt, nicht, und ONNX Runtime führt es als %1 aus</translation>
    </message>
</context>
<context>
    <name>arithmetic.saturates</name>
    <message>
        <source>this processor has no VNNI: products of 8-bit activations and signed 8-bit weights are added in 16 bits and can saturate, which costs accuracy; weights of 7 bits cannot</source>
        <translation>dieser Prozessor hat kein VNNI: Produkte aus 8-Bit-Aktivierungen und 8-Bit-Gewichten mit Vorzeichen werden in 16 Bit addiert und können überlaufen, was Genauigkeit kostet; Gewichte von 7 Bit können es nicht</translation>
    </message>
</context>
<context>
    <name>arithmetic.uncounted</name>
    <message>
        <source>of the share of integer arithmetic, %1 operators could not be counted, %2 among them</source>
        <translation>vom Anteil ganzzahliger Arithmetik konnten %1 Operatoren nicht gezählt werden, darunter %2</translation>
    </message>
</context>
<context>
    <name>arithmetic.unreadable</name>
    <message>
        <source>the graph that ONNX Runtime wrote cannot be read</source>
        <translation>der Graph, den ONNX Runtime geschrieben hat, ist nicht lesbar</translation>
    </message>
</context>
<context>
    <name>arithmetic.weights_only</name>
    <message>
        <source>computes in floats: only its weights are quantized, and ONNX Runtime runs it as %1</source>
        <translation>rechnet in Gleitkomma: nur seine Gewichte sind quantisiert, und ONNX Runtime führt es als %1 aus</translation>
    </message>
</context>
<context>
    <name>arithmetic.within</name>
    <message>
        <source>of the share of integer arithmetic, %1 operators inside branches and loops are not counted, %2 among them</source>
        <translation>vom Anteil ganzzahliger Arithmetik sind %1 Operatoren in Zweigen und Schleifen nicht gezählt, darunter %2</translation>
    </message>
</context>
<context>
    <name>awq.phase</name>
    <message>
        <source>Scaling channels by what is read</source>
        <translation>Skaliere Kanäle nach dem, was gelesen wird</translation>
    </message>
</context>
<context>
    <name>bias.form</name>
    <message>
        <source>its bias is no float32 tensor with a value for each channel</source>
        <translation>ihr Bias ist kein float32-Tensor mit einem Wert je Kanal</translation>
    </message>
</context>
<context>
    <name>bias.none</name>
    <message>
        <source>it has no stored bias</source>
        <translation>sie hat keinen gespeicherten Bias</translation>
    </message>
</context>
<context>
    <name>bias.scaled</name>
    <message>
        <source>its bias is scaled</source>
        <translation>ihr Bias wird skaliert</translation>
    </message>
</context>
<context>
    <name>bias.shared</name>
    <message>
        <source>its bias is read by others too</source>
        <translation>ihren Bias lesen auch andere</translation>
    </message>
</context>
<context>
    <name>bias_correction.encoded</name>
    <message>
        <source>it is compressed itself</source>
        <translation>er ist selbst komprimiert</translation>
    </message>
</context>
<context>
    <name>bias_correction.not</name>
    <message>
        <source>the bias of %1 is not corrected: %2</source>
        <translation>der Bias von %1 wird nicht korrigiert: %2</translation>
    </message>
</context>
<context>
    <name>bias_correction.place</name>
    <message>
        <source>it is no Conv, ConvTranspose, Gemm or MatMul of the main graph</source>
        <translation>sie ist kein Conv, ConvTranspose, Gemm oder MatMul des Hauptgraphen</translation>
    </message>
</context>
<context>
    <name>bitwright::Actions</name>
    <message>
        <source>&amp;Open…</source>
        <translation>Ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>Open the &amp;sample</source>
        <translation>&amp;Beispiel öffnen</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren…</translation>
    </message>
    <message>
        <source>Write the active variant as a verified ONNX file</source>
        <translation>Die aktive Variante als geprüfte ONNX-Datei schreiben</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>Bee&amp;nden</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>&amp;Find a layer</source>
        <translation>&amp;Schicht suchen</translation>
    </message>
    <message>
        <source>Select &amp;all layers</source>
        <translation>&amp;Alle Schichten auswählen</translation>
    </message>
    <message>
        <source>A&amp;pply to the selected layers</source>
        <translation>Auf ausgewählte Schichten an&amp;wenden</translation>
    </message>
    <message>
        <source>&amp;Keep the selected layers as they are</source>
        <translation>Ausgewählte Schichten &amp;unverändert lassen</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>&amp;Vergleichen</translation>
    </message>
    <message>
        <source>Cancel the running job</source>
        <translation>Laufenden Auftrag abbrechen</translation>
    </message>
    <message>
        <source>&amp;Rename the variant</source>
        <translation>Variante &amp;umbenennen</translation>
    </message>
    <message>
        <source>&amp;About Bitwright</source>
        <translation>Ü&amp;ber Bitwright</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Variants</source>
        <translation>&amp;Varianten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Farbschema</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>Stop &amp;comparing</source>
        <translation>Vergleich &amp;abbrechen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Stop measuring; what is there stays</source>
        <translation>Messen anhalten; Vorhandenes bleibt</translation>
    </message>
    <message>
        <source>Measure size, speed and accuracy of every variant next to the original</source>
        <translation>Größe, Geschwindigkeit und Genauigkeit jeder Variante neben dem Original messen</translation>
    </message>
    <message>
        <source>Open a &amp;recipe…</source>
        <translation>&amp;Rezept öffnen…</translation>
    </message>
    <message>
        <source>Add a variant from a recipe file</source>
        <translation>Eine Variante aus einer Rezeptdatei hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Save the recipe…</source>
        <translation>Rezept &amp;speichern…</translation>
    </message>
    <message>
        <source>Write the active variant&apos;s recipe, as the command line takes it</source>
        <translation>Das Rezept der aktiven Variante schreiben, wie die Befehlszeile es liest</translation>
    </message>
    <message>
        <source>&amp;Data and preprocessing…</source>
        <translation>&amp;Daten und Vorverarbeitung…</translation>
    </message>
    <message>
        <source>This variant is a finished file and stays as it is</source>
        <translation>Diese Variante ist eine fertige Datei und bleibt, wie sie ist</translation>
    </message>
    <message>
        <source>&amp;Activations</source>
        <translation>&amp;Aktivierungen</translation>
    </message>
    <message>
        <source>How the values between the layers are quantized, and by what ranges</source>
        <translation>Wie die Werte zwischen den Schichten quantisiert werden, und mit welchen Bereichen</translation>
    </message>
    <message>
        <source>Se&amp;nsitivity</source>
        <translation>Empfi&amp;ndlichkeit</translation>
    </message>
    <message>
        <source>Which layer hurts, and what would help it</source>
        <translation>Welche Schicht schadet und was ihr hülfe</translation>
    </message>
    <message>
        <source>Searc&amp;h</source>
        <translation>Suc&amp;he</translation>
    </message>
    <message>
        <source>The best mix of schemes under a budget</source>
        <translation>Die beste Mischung von Verfahren in einem Rahmen</translation>
    </message>
</context>
<context>
    <name>bitwright::ActivationSettings</name>
    <message>
        <source>Change…</source>
        <translation>Ändern …</translation>
    </message>
    <message>
        <source>Floats</source>
        <translation>Gleitkomma</translation>
    </message>
    <message>
        <source>Dynamic</source>
        <translation>Dynamisch</translation>
    </message>
    <message>
        <source>Static</source>
        <translation>Statisch</translation>
    </message>
    <message>
        <source>Values between layers stay floats, but for layers that ask for more</source>
        <translation>Werte zwischen den Schichten bleiben Gleitkomma, außer wo eine Schicht mehr verlangt</translation>
    </message>
    <message>
        <source>Each layer quantizes what it reads at each inference, by the range of those very values: needs no data, costs time</source>
        <translation>Jede Schicht quantisiert bei jeder Inferenz, was sie liest, nach dem Bereich eben dieser Werte: braucht keine Daten, kostet Zeit</translation>
    </message>
    <message>
        <source>By ranges observed beforehand on calibration data and stored in the model</source>
        <translation>Nach Bereichen, die vorher auf Kalibrierdaten beobachtet und im Modell gespeichert werden</translation>
    </message>
    <message>
        <source>When activations are quantized</source>
        <translation>Wann Aktivierungen quantisiert werden</translation>
    </message>
    <message>
        <source>Calibrator</source>
        <translation>Kalibrierverfahren</translation>
    </message>
    <message>
        <source>Change the calibration data</source>
        <translation>Kalibrierdaten ändern</translation>
    </message>
    <message>
        <source>Choose what ranges are observed on, and how many samples</source>
        <translation>Wählen, worauf Bereiche beobachtet werden und auf wie vielen Proben</translation>
    </message>
    <message>
        <source>Activations: floats</source>
        <translation>Aktivierungen: Gleitkomma</translation>
    </message>
    <message>
        <source>Activations: dynamic</source>
        <translation>Aktivierungen: dynamisch</translation>
    </message>
    <message>
        <source>Activations: static</source>
        <translation>Aktivierungen: statisch</translation>
    </message>
    <message>
        <source>Calibrator: %1</source>
        <translation>Kalibrierverfahren: %1</translation>
    </message>
    <message>
        <source>Observing %1</source>
        <translation>Beobachtet wird auf %1</translation>
    </message>
    <message>
        <source>To be observed on %1</source>
        <translation>Zu beobachten auf %1</translation>
    </message>
    <message>
        <source>Other data are chosen now: calibrate again on %1</source>
        <translation>Jetzt sind andere Daten gewählt: noch einmal kalibrieren auf %1</translation>
    </message>
    <message numerus="yes">
        <source>Observed on %Ln sample(s): %1</source>
        <translation>
            <numerusform>Beobachtet auf %Ln Probe: %1</numerusform>
            <numerusform>Beobachtet auf %Ln Proben: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>%1; %2</source>
        <translation>%1; %2</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Calibrate</source>
        <translation>Kalibrieren</translation>
    </message>
    <message>
        <source>Stop observing</source>
        <translation>Das Beobachten anhalten</translation>
    </message>
    <message>
        <source>Run the calibration data through the model and observe every value between its layers</source>
        <translation>Die Kalibrierdaten durch das Modell schicken und jeden Wert zwischen seinen Schichten beobachten</translation>
    </message>
    <message>
        <source>float16</source>
        <translation>float16</translation>
    </message>
    <message>
        <source>Nothing is quantized: layers compute in float16, which is faster where the processor has kernels for it</source>
        <translation>Nichts wird quantisiert: Schichten rechnen in float16, was schneller ist, wo der Prozessor Kernel dafür hat</translation>
    </message>
    <message>
        <source>Activations: float16</source>
        <translation>Aktivierungen: float16</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Dieser Rechner</translation>
    </message>
    <message>
        <source>Layers that compute in integers are right on the processor of this computer</source>
        <translation>Schichten, die in ganzen Zahlen rechnen, stimmen auf dem Prozessor dieses Rechners</translation>
    </message>
    <message>
        <source>Processors with VNNI</source>
        <translation>Prozessoren mit VNNI</translation>
    </message>
    <message>
        <source>AVX512-VNNI, AVX-VNNI or better, and ARM: their sums of products do not overflow</source>
        <translation>AVX512-VNNI, AVX-VNNI oder besser, und ARM: Ihre Summen von Produkten laufen nicht über</translation>
    </message>
    <message>
        <source>Processors with AVX2 only</source>
        <translation>Prozessoren nur mit AVX2</translation>
    </message>
    <message>
        <source>Without VNNI products of 8 bits are added in 16, which overflow: layers whose sums do are written otherwise</source>
        <translation>Ohne VNNI werden Produkte von 8 Bit in 16 addiert, die überlaufen: Schichten, bei denen es geschieht, werden anders geschrieben</translation>
    </message>
    <message>
        <source>Any processor</source>
        <translation>Jeder Prozessor</translation>
    </message>
    <message>
        <source>Layers whose sums can overflow on some processor are written otherwise</source>
        <translation>Schichten, deren Summen auf irgendeinem Prozessor überlaufen können, werden anders geschrieben</translation>
    </message>
    <message>
        <source>Runs on</source>
        <translation>Läuft auf</translation>
    </message>
    <message>
        <source>Runs on: %1</source>
        <translation>Läuft auf: %1</translation>
    </message>
</context>
<context>
    <name>bitwright::ActivationsModel</name>
    <message>
        <source>%1 … %2</source>
        <comment>lowest and highest</comment>
        <translation>%1 … %2</translation>
    </message>
    <message>
        <source>hand</source>
        <comment>who set the range</comment>
        <translation>Hand</translation>
    </message>
    <message>
        <source>The model is fed with it</source>
        <translation>Eingabe des Modells</translation>
    </message>
    <message>
        <source>Given by %1</source>
        <translation>Gegeben von %1</translation>
    </message>
    <message>
        <source>Observed: %1 … %2</source>
        <translation>Beobachtet: %1 … %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln value(s) not finite, left out</source>
        <translation>
            <numerusform>%Ln Wert nicht endlich, ausgelassen</numerusform>
            <numerusform>%Ln Werte nicht endlich, ausgelassen</numerusform>
        </translation>
    </message>
    <message>
        <source>By the calibrator: %1 … %2</source>
        <translation>Vom Kalibrierverfahren: %1 … %2</translation>
    </message>
    <message>
        <source>What a layer gives, or what the model is fed with</source>
        <translation>Was eine Schicht gibt oder das Modell als Eingabe bekommt</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>What the levels cover; what lies beyond takes the outermost level</source>
        <translation>Was die Stufen abdecken; was jenseits liegt, bekommt die äußerste Stufe</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>Bereich</translation>
    </message>
    <message>
        <source>Share of the observed values beyond the range</source>
        <translation>Anteil der beobachteten Werte jenseits des Bereichs</translation>
    </message>
    <message>
        <source>Beyond</source>
        <translation>Jenseits</translation>
    </message>
    <message>
        <source>Whether the range was set by hand</source>
        <translation>Ob der Bereich von Hand gesetzt wurde</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Von</translation>
    </message>
</context>
<context>
    <name>bitwright::ActivationsPanel</name>
    <message>
        <source>Values between the layers</source>
        <translation>Werte zwischen den Schichten</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>Linear</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>Scale of the counts</source>
        <translation>Skala der Anzahlen</translation>
    </message>
    <message>
        <source>Histogram of the value, with its range</source>
        <translation>Histogramm des Wertes mit seinem Bereich</translation>
    </message>
    <message>
        <source>This value was never a finite number.</source>
        <translation>Dieser Wert war nie eine endliche Zahl.</translation>
    </message>
    <message>
        <source>Calibrate to see what the values between the layers are like, and the range each is given.</source>
        <translation>Kalibriere, um zu sehen, wie die Werte zwischen den Schichten aussehen und welchen Bereich jeder bekommt.</translation>
    </message>
    <message>
        <source>Set the range of %1</source>
        <translation>Bereich von %1 setzen</translation>
    </message>
    <message>
        <source>Reset the range of %1</source>
        <translation>Bereich von %1 zurücksetzen</translation>
    </message>
</context>
<context>
    <name>bitwright::AdaptiveBar</name>
    <message>
        <source>Add as a variant</source>
        <translation>Als Variante hinzufügen</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>What each layer may change at most</source>
        <translation>Was jede Schicht höchstens ändern darf</translation>
    </message>
    <message>
        <source>Add the adapted layers as a variant</source>
        <translation>Die angepassten Schichten als Variante hinzufügen</translation>
    </message>
    <message>
        <source>Each layer may change</source>
        <translation>Jede Schicht darf ändern</translation>
    </message>
    <message>
        <source>Each layer may add</source>
        <translation>Jede Schicht darf beitragen</translation>
    </message>
    <message>
        <source>Of the predictions, each layer alone: every layer becomes the smallest that was measured to keep this</source>
        <translation>Von den Vorhersagen, jede Schicht allein: jede wird so klein, wie es diese Schranke nach der Messung zulässt</translation>
    </message>
    <message>
        <source>Noise in percent of the outputs&apos; power, each layer alone: every layer becomes the smallest that was measured to keep this</source>
        <translation>Rauschen in Prozent der Leistung der Ausgaben, jede Schicht allein: jede wird so klein, wie es diese Schranke nach der Messung zulässt</translation>
    </message>
    <message>
        <source>%1 of %2 layers: %3, %4× smaller</source>
        <translation>%1 von %2 Schichten: %3, %4× kleiner</translation>
    </message>
    <message>
        <source>No layer can be smaller within this bound</source>
        <translation>In dieser Schranke kann keine Schicht kleiner sein</translation>
    </message>
    <message>
        <source>Measured layers can be adapted, each to its own data</source>
        <translation>Gemessene Schichten lassen sich anpassen, jede an ihre Daten</translation>
    </message>
    <message>
        <source>A variant in which each layer is stored so, to be compared and exported</source>
        <translation>Eine Variante, in der jede Schicht so gespeichert ist, zum Vergleichen und Exportieren</translation>
    </message>
    <message>
        <source>Adapted, %1 %</source>
        <translation>Angepasst, %1 %</translation>
    </message>
</context>
<context>
    <name>bitwright::Banner</name>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>Dismiss this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
</context>
<context>
    <name>bitwright::BottomPanel</name>
    <message>
        <source>Compare</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Issues</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Issues (%1)</source>
        <translation>Probleme (%1)</translation>
    </message>
</context>
<context>
    <name>bitwright::BoxChart</name>
    <message>
        <source>least to largest</source>
        <translation>kleinstes bis größtes</translation>
    </message>
    <message>
        <source>middle half</source>
        <translation>mittlere Hälfte</translation>
    </message>
    <message>
        <source>median</source>
        <translation>Median</translation>
    </message>
    <message>
        <source>largest %1</source>
        <translation>größtes %1</translation>
    </message>
    <message>
        <source>upper quartile %1</source>
        <translation>oberes Quartil %1</translation>
    </message>
    <message>
        <source>median %1</source>
        <translation>Median %1</translation>
    </message>
    <message>
        <source>lower quartile %1</source>
        <translation>unteres Quartil %1</translation>
    </message>
    <message>
        <source>least %1</source>
        <translation>kleinstes %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln weight(s)</source>
        <translation>
            <numerusform>%Ln Gewicht</numerusform>
            <numerusform>%Ln Gewichte</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bitwright::CalibrationRun</name>
    <message>
        <source>Processor</source>
        <translation>Prozessor</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>Kalibrierung</translation>
    </message>
</context>
<context>
    <name>bitwright::ChannelChart</name>
    <message>
        <source>Channel %1</source>
        <translation>Kanal %1</translation>
    </message>
    <message>
        <source>Channels %1 to %2</source>
        <translation>Kanäle %1 bis %2</translation>
    </message>
    <message>
        <source>no weight is a finite number</source>
        <translation>kein Gewicht ist eine endliche Zahl</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>output channel</source>
        <translation>Ausgangskanal</translation>
    </message>
</context>
<context>
    <name>bitwright::ChecksView</name>
    <message>
        <source>Decodes</source>
        <translation>Dekodiert</translation>
    </message>
    <message>
        <source>Every weight of the written file, decoded by a reader of its own, is bit for bit what was meant</source>
        <translation>Jedes Gewicht der geschriebenen Datei, von einem eigenen Leser dekodiert, ist Bit für Bit das gemeinte</translation>
    </message>
    <message>
        <source>Means</source>
        <translation>Bedeutet</translation>
    </message>
    <message>
        <source>Run without optimizations, the file computes what the decoded weights compute, but for the rounding of its types</source>
        <translation>Ohne Optimierungen ausgeführt, rechnet die Datei, was die dekodierten Gewichte rechnen, bis auf das Runden ihrer Typen</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Run as programs run it, with default optimizations on this processor, it computes what it means, but for the rounding of the kernels</source>
        <translation>Ausgeführt, wie Programme sie ausführen, mit den üblichen Optimierungen auf diesem Prozessor, rechnet sie, was sie bedeutet, bis auf das Runden der Rechenkerne</translation>
    </message>
    <message>
        <source>not run: %1</source>
        <translation>nicht ausgeführt: %1</translation>
    </message>
</context>
<context>
    <name>bitwright::ClassBalanceView</name>
    <message>
        <source>Samples of each class</source>
        <translation>Beispiele jeder Klasse</translation>
    </message>
    <message>
        <source>no labels</source>
        <translation>keine Klassenangaben</translation>
    </message>
    <message numerus="yes">
        <source>%n class(es)</source>
        <translation>
            <numerusform>%n Klasse</numerusform>
            <numerusform>%n Klassen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 samples each</source>
        <translation>%1 mit je %2 Beispielen</translation>
    </message>
    <message>
        <source>%1 of %2 to %3 samples</source>
        <translation>%1 mit %2 bis %3 Beispielen</translation>
    </message>
    <message>
        <source>%1: %2 samples</source>
        <comment>class and count</comment>
        <translation>%1: %2 Beispiele</translation>
    </message>
</context>
<context>
    <name>bitwright::ColourMenu</name>
    <message>
        <source>Colour of the variant</source>
        <translation>Farbe der Variante</translation>
    </message>
    <message>
        <source>That of its place</source>
        <translation>Die ihres Platzes</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Blau</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Grün</translation>
    </message>
    <message>
        <source>Orange</source>
        <translation>Orange</translation>
    </message>
    <message>
        <source>Violet</source>
        <translation>Violett</translation>
    </message>
    <message>
        <source>Ochre</source>
        <translation>Ocker</translation>
    </message>
    <message>
        <source>Another…</source>
        <translation>Andere …</translation>
    </message>
</context>
<context>
    <name>bitwright::CompareModel</name>
    <message>
        <source>changed</source>
        <comment>since it was measured</comment>
        <translation>geändert</translation>
    </message>
    <message>
        <source>partial</source>
        <translation>teilweise</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n note(s)</source>
        <translation>
            <numerusform>%1, %n Hinweis</numerusform>
            <numerusform>%1, %n Hinweise</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s)</source>
        <translation>
            <numerusform>%n Hinweis</numerusform>
            <numerusform>%n Hinweise</numerusform>
        </translation>
    </message>
    <message>
        <source>All layers: %1</source>
        <translation>Alle Schichten: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) with a scheme of their own</source>
        <translation>
            <numerusform>%n Schicht mit eigenem Verfahren</numerusform>
            <numerusform>%n Schichten mit eigenem Verfahren</numerusform>
        </translation>
    </message>
    <message>
        <source>Every layer stays as it is</source>
        <translation>Jede Schicht bleibt unverändert</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>nicht gemessen</translation>
    </message>
    <message>
        <source>not exported</source>
        <translation>nicht exportiert</translation>
    </message>
    <message>
        <source>Not measured yet: Compare measures it</source>
        <translation>Noch nicht gemessen: Vergleichen misst sie</translation>
    </message>
    <message>
        <source>The recipe changed since: these figures are those of the older one</source>
        <translation>Das Rezept wurde seither geändert: diese Zahlen gehören zum älteren</translation>
    </message>
    <message>
        <source>Measuring was stopped: partial results</source>
        <translation>Das Messen wurde angehalten: Teilergebnisse</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>column and value, for screen readers</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>changed since measured</source>
        <translation>seit der Messung geändert</translation>
    </message>
    <message>
        <source>Size of the model file; solid: codes, pale: scales, codebooks and decode nodes, grey: everything that is not edited</source>
        <translation>Größe der Modelldatei; kräftig: Codes, blass: Skalierungen, Codebücher und Dekodierknoten, grau: alles nicht Bearbeitete</translation>
    </message>
    <message>
        <source>Time of one inference of the original ÷ that of the variant, measured in turns; the line is where both are equally fast</source>
        <translation>Zeit einer Inferenz des Originals ÷ die der Variante, abwechselnd gemessen; an der Linie sind beide gleich schnell</translation>
    </message>
    <message>
        <source>Samples whose top prediction is not the original&apos;s</source>
        <translation>Proben, deren erste Vorhersage nicht die des Originals ist</translation>
    </message>
    <message>
        <source>Every weight was decoded from the written file and compared bit for bit, and the file was run</source>
        <translation>Jedes Gewicht wurde aus der geschriebenen Datei dekodiert und Bit für Bit verglichen, und die Datei wurde ausgeführt</translation>
    </message>
    <message>
        <source>Median time to build the session, in which the weights are decoded</source>
        <translation>Median der Zeit zum Aufbau der Sitzung, in dem die Gewichte dekodiert werden</translation>
    </message>
    <message>
        <source>Highest memory while the session is built, above the process&apos;s own</source>
        <translation>Höchster Speicherbedarf beim Aufbau der Sitzung, über dem des Prozesses selbst</translation>
    </message>
    <message>
        <source>Variant</source>
        <translation>Variante</translation>
    </message>
    <message>
        <source>Size on disk</source>
        <translation>Dateigröße</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>Verhältnis</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Flipped</source>
        <translation>Gekippt</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Geprüft</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Laden</translation>
    </message>
    <message>
        <source>Peak</source>
        <translation>Spitze</translation>
    </message>
    <message>
        <source>Other data were chosen since: these figures are from the data before</source>
        <translation>Seither wurden andere Daten gewählt: Diese Zahlen stammen von den früheren</translation>
    </message>
    <message>
        <source>A finished file: %1</source>
        <translation>Eine fertige Datei: %1</translation>
    </message>
    <message>
        <source>Share of the multiply-accumulates that ONNX Runtime runs in integer kernels</source>
        <translation>Anteil der Multiplikationen, die ONNX Runtime ganzzahlig ausführt</translation>
    </message>
    <message>
        <source>Integer</source>
        <translation>Integer</translation>
    </message>
</context>
<context>
    <name>bitwright::Comparer</name>
    <message>
        <source>Comparison</source>
        <translation>Vergleich</translation>
    </message>
</context>
<context>
    <name>bitwright::ComparisonPanel</name>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>New variant</source>
        <translation>Neue Variante</translation>
    </message>
    <message>
        <source>Add a variant: empty, a copy, or the usual ones</source>
        <translation>Variante hinzufügen: leer, als Kopie oder die üblichen</translation>
    </message>
    <message>
        <source>Variants and how they compare</source>
        <translation>Varianten und ihr Vergleich</translation>
    </message>
    <message>
        <source>Add variants and compare them: size, speed and accuracy next to the original.</source>
        <translation>Varianten hinzufügen und vergleichen: Größe, Tempo und Genauigkeit neben dem Original.</translation>
    </message>
    <message>
        <source>log</source>
        <translation>log</translation>
    </message>
    <message>
        <source>Sizes in steps of two</source>
        <translation>Größen in Zweierschritten</translation>
    </message>
    <message>
        <source>Logarithmic size axis</source>
        <translation>Logarithmische Größenachse</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stop measuring; what is there stays</source>
        <translation>Messen anhalten; Vorhandenes bleibt</translation>
    </message>
    <message>
        <source>Measure size, speed and accuracy of every variant next to the original</source>
        <translation>Größe, Geschwindigkeit und Genauigkeit jeder Variante neben dem Original messen</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>phase and percent</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>stopped, partial results · %1</source>
        <translation>angehalten, Teilergebnisse · %1</translation>
    </message>
    <message>
        <source>Save report…</source>
        <translation>Bericht speichern…</translation>
    </message>
    <message>
        <source>Write what was measured as a web page, PDF, Markdown, CSV or JSON</source>
        <translation>Das Gemessene als Webseite, PDF, Markdown, CSV oder JSON schreiben</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>Data…</source>
        <translation>Daten…</translation>
    </message>
    <message>
        <source>Choose what is compared on; now inputs are made up</source>
        <translation>Wählen, womit verglichen wird; jetzt werden Eingaben erzeugt</translation>
    </message>
    <message>
        <source>Choose what is compared on; now: %1</source>
        <translation>Wählen, womit verglichen wird; jetzt: %1</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>A compressed copy of this model</source>
        <translation>Eine komprimierte Kopie dieses Modells</translation>
    </message>
    <message>
        <source>ONNX models (*.onnx);;All files (*)</source>
        <translation>ONNX-Modelle (*.onnx);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>bitwright::DataDialog</name>
    <message>
        <source>Preprocessing of images</source>
        <translation>Vorverarbeitung von Bildern</translation>
    </message>
    <message>
        <source>Use these data</source>
        <translation>Diese Daten verwenden</translation>
    </message>
    <message>
        <source>Data and preprocessing</source>
        <translation>Daten und Vorverarbeitung</translation>
    </message>
    <message>
        <source>Where samples come from</source>
        <translation>Woher die Beispiele kommen</translation>
    </message>
    <message>
        <source>One of them, before and after</source>
        <translation>Eines davon, vorher und nachher</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>choose the data first</source>
        <translation>erst die Daten wählen</translation>
    </message>
    <message>
        <source>nothing to see</source>
        <translation>nichts zu sehen</translation>
    </message>
    <message>
        <source>Calibration data</source>
        <translation>Kalibrierdaten</translation>
    </message>
</context>
<context>
    <name>bitwright::DataSourceForm</name>
    <message>
        <source>Kind of data</source>
        <translation>Art der Daten</translation>
    </message>
    <message>
        <source>&amp;Data</source>
        <translation>&amp;Daten</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen…</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>Number of samples</source>
        <translation>Zahl der Beispiele</translation>
    </message>
    <message>
        <source>The first so many after a shuffle that keeps the classes&apos; shares</source>
        <translation>Die ersten so vielen nach einem Mischen, das die Anteile der Klassen erhält</translation>
    </message>
    <message>
        <source>Seed of the shuffle</source>
        <translation>Startwert des Mischens</translation>
    </message>
    <message>
        <source>Another seed, another choice of samples; the same seed, the same</source>
        <translation>Anderer Startwert, andere Auswahl; gleicher Startwert, dieselbe</translation>
    </message>
    <message>
        <source>&amp;Samples</source>
        <translation>Bei&amp;spiele</translation>
    </message>
    <message>
        <source>S&amp;eed</source>
        <translation>Start&amp;wert</translation>
    </message>
    <message>
        <source>Folder of the data</source>
        <translation>Ordner der Daten</translation>
    </message>
    <message>
        <source>File of the data</source>
        <translation>Datei der Daten</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Browse for: %1</source>
        <translation>Durchsuchen nach: %1</translation>
    </message>
</context>
<context>
    <name>bitwright::DetailMaker</name>
    <message>
        <source>Closer look</source>
        <translation>Nähere Ansicht</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>Kanäle</translation>
    </message>
</context>
<context>
    <name>bitwright::Document</name>
    <message>
        <source>Variant 1</source>
        <translation>Variante 1</translation>
    </message>
    <message numerus="yes">
        <source>Set %1 on %n layer(s)</source>
        <translation>
            <numerusform>%1 auf %n Schicht setzen</numerusform>
            <numerusform>%1 auf %n Schichten setzen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add %n variant(s)</source>
        <translation>
            <numerusform>%n Variante hinzufügen</numerusform>
            <numerusform>%n Varianten hinzufügen</numerusform>
        </translation>
    </message>
    <message>
        <source>Duplicate variant</source>
        <translation>Variante duplizieren</translation>
    </message>
    <message>
        <source>Rename variant</source>
        <translation>Variante umbenennen</translation>
    </message>
    <message>
        <source>Delete variant</source>
        <translation>Variante löschen</translation>
    </message>
    <message>
        <source>Variant</source>
        <translation>Variante</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Add a finished file</source>
        <translation>Fertige Datei hinzufügen</translation>
    </message>
    <message>
        <source>Colour of the variant</source>
        <translation>Farbe der Variante</translation>
    </message>
    <message>
        <source>Calibration data</source>
        <translation>Kalibrierdaten</translation>
    </message>
</context>
<context>
    <name>bitwright::ErrorChart</name>
    <message>
        <source>weight</source>
        <translation>Gewicht</translation>
    </message>
    <message>
        <source>weight ÷ its block’s scale</source>
        <translation>Gewicht ÷ Skala seines Blocks</translation>
    </message>
    <message>
        <source>weight ÷ its channel’s scale</source>
        <translation>Gewicht ÷ Skala seines Kanals</translation>
    </message>
    <message>
        <source>weight ÷ its block’s range</source>
        <translation>Gewicht ÷ Wertebereich seines Blocks</translation>
    </message>
    <message>
        <source>weight ÷ its channel’s range</source>
        <translation>Gewicht ÷ Wertebereich seines Kanals</translation>
    </message>
    <message>
        <source>error, at most %1</source>
        <translation>Fehler, höchstens %1</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
</context>
<context>
    <name>bitwright::ExportChoices</name>
    <message>
        <source>Form</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keines</translation>
    </message>
    <message>
        <source>Zstandard, level 19</source>
        <translation>Zstandard, Stufe 19</translation>
    </message>
    <message>
        <source>xz, level 9, extreme</source>
        <translation>xz, Stufe 9, extrem</translation>
    </message>
    <message>
        <source>Also write an archive</source>
        <translation>Zusätzlich ein Archiv schreiben</translation>
    </message>
    <message>
        <source>F&amp;orm</source>
        <translation>F&amp;orm</translation>
    </message>
    <message>
        <source>Also write an &amp;archive</source>
        <translation>Zusätzlich ein &amp;Archiv schreiben</translation>
    </message>
    <message>
        <source>Packed once more, beside the file: smaller to send and to keep. Bitwright opens it as it is; other programs need it unpacked first.</source>
        <translation>Noch einmal gepackt, neben der Datei: kleiner zum Versenden und Aufbewahren. Bitwright öffnet es, wie es ist; andere Programme brauchen es zuvor entpackt.</translation>
    </message>
    <message>
        <source>This variant leaves activations as floats; choose under Activations how they are quantized</source>
        <translation>Diese Variante lässt Aktivierungen in Gleitkomma; wähle unter Aktivierungen, wie sie quantisiert werden</translation>
    </message>
    <message>
        <source>This variant quantizes activations by stored ranges, which only qdq and qoperator hold</source>
        <translation>Diese Variante quantisiert Aktivierungen nach gespeicherten Bereichen, die nur qdq und qoperator enthalten</translation>
    </message>
    <message>
        <source>This variant quantizes activations at each inference, which only dynamic does</source>
        <translation>Diese Variante quantisiert Aktivierungen bei jeder Inferenz, was nur dynamic tut</translation>
    </message>
    <message>
        <source>Not %1: %2.</source>
        <translation>Nicht %1: %2.</translation>
    </message>
    <message>
        <source>Inputs and outputs in the types that layers &amp;compute in</source>
        <translation>Ein- und Ausgaben in den Typen, in denen Schichten re&amp;chnen</translation>
    </message>
    <message>
        <source>Integers or float16, not float32: whoever runs the model quantizes what it is given and dequantizes what it gives, by scales and zero points that stand in the file. A byte of a picture can go in as it is.</source>
        <translation>Ganze Zahlen oder float16 statt float32: Wer das Modell ausführt, quantisiert, was er ihm gibt, und dequantisiert, was es liefert, mit Skalen und Nullpunkten, die in der Datei stehen. Ein Byte eines Bildes kann hinein, wie es ist.</translation>
    </message>
</context>
<context>
    <name>bitwright::ExportSteps</name>
    <message>
        <source>Encode</source>
        <translation>Kodieren</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Decode and compare</source>
        <translation>Dekodieren und vergleichen</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Pack</source>
        <translation>Packen</translation>
    </message>
    <message>
        <source>Put in place</source>
        <translation>An ihren Platz bringen</translation>
    </message>
    <message>
        <source>The weights of every layer become codes</source>
        <translation>Die Gewichte jeder Schicht werden zu Codes</translation>
    </message>
    <message>
        <source>Under a name of its own, beside the file</source>
        <translation>Unter eigenem Namen, neben der Datei</translation>
    </message>
    <message>
        <source>The written file is opened anew, every weight decoded by a reader of its own and compared bit for bit with what was meant</source>
        <translation>Die geschriebene Datei wird neu geöffnet, jedes Gewicht von einem eigenen Leser dekodiert und Bit für Bit mit dem Gemeinten verglichen</translation>
    </message>
    <message>
        <source>The written file and one with the decoded weights as floats run side by side; their outputs have to agree</source>
        <translation>Die geschriebene Datei und eine mit den dekodierten Gewichten als Gleitkommazahlen laufen nebeneinander; ihre Ausgaben müssen übereinstimmen</translation>
    </message>
    <message>
        <source>The file is packed once more, beside it</source>
        <translation>Die Datei wird noch einmal gepackt, daneben</translation>
    </message>
    <message>
        <source>Only now the file gets its name</source>
        <translation>Erst jetzt bekommt die Datei ihren Namen</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>mark and step</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Calibrate</source>
        <translation>Kalibrieren</translation>
    </message>
    <message>
        <source>The calibration data run through the model, and every value between its layers is given a range</source>
        <translation>Die Kalibrierdaten laufen durch das Modell, und jeder Wert zwischen seinen Schichten bekommt einen Bereich</translation>
    </message>
</context>
<context>
    <name>bitwright::FrontChart</name>
    <message>
        <source>Nothing was run yet.</source>
        <translation>Noch nichts gelaufen.</translation>
    </message>
    <message>
        <source>%1 against size; lower left is better</source>
        <translation>%1 über Größe; links unten ist besser</translation>
    </message>
    <message>
        <source>%1 against time, in parts of the original&apos;s; lower left is better</source>
        <translation>%1 über der Zeit, in Teilen der des Originals; links unten ist besser</translation>
    </message>
</context>
<context>
    <name>bitwright::HeatMapChart</name>
    <message>
        <source>a channel’s most frequent value, logarithmic</source>
        <translation>häufigster Wert des Kanals, logarithmisch</translation>
    </message>
    <message>
        <source>a channel’s most frequent value</source>
        <translation>häufigster Wert des Kanals</translation>
    </message>
    <message>
        <source>no weight</source>
        <translation>kein Gewicht</translation>
    </message>
    <message numerus="yes">
        <source>%Ln weight(s)</source>
        <translation>
            <numerusform>%Ln Gewicht</numerusform>
            <numerusform>%Ln Gewichte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of %Ln in all</source>
        <translation>
            <numerusform>von insgesamt %Ln</numerusform>
            <numerusform>von insgesamt %Ln</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bitwright::HeatModel</name>
    <message>
        <source>KL divergence of the outputs: %1 nats</source>
        <translation>KL-Divergenz der Ausgaben: %1 nats</translation>
    </message>
    <message>
        <source>SQNR of the outputs: %1</source>
        <translation>SQNR der Ausgaben: %1</translation>
    </message>
    <message>
        <source>Same top prediction: %1</source>
        <translation>Gleiche erste Vorhersage: %1</translation>
    </message>
    <message>
        <source>Accuracy lost: %1 points (%2 to %3)</source>
        <translation>Verlorene Genauigkeit: %1 Punkte (%2 bis %3)</translation>
    </message>
    <message>
        <source>%1 instead of %2</source>
        <translation>%1 statt %2</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>belassen</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1, %2: %3</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
</context>
<context>
    <name>bitwright::HistogramPanel</name>
    <message>
        <source>This layer holds no weights.</source>
        <translation>Diese Schicht enthält keine Gewichte.</translation>
    </message>
    <message numerus="yes">
        <source>None of the %Ln weight(s) of this layer is a finite number.</source>
        <translation>
            <numerusform>Das %Ln Gewicht dieser Schicht ist keine endliche Zahl.</numerusform>
            <numerusform>Keines der %Ln Gewichte dieser Schicht ist eine endliche Zahl.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %Ln weight(s) of this layer equal %1.</source>
        <translation>
            <numerusform>Das %Ln Gewicht dieser Schicht ist gleich %1.</numerusform>
            <numerusform>Alle %Ln Gewichte dieser Schicht sind gleich %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>Linear</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>Scale of the counts</source>
        <translation>Skala der Anzahlen</translation>
    </message>
    <message>
        <source>Histogram of the layer’s weights</source>
        <translation>Histogramm der Gewichte der Schicht</translation>
    </message>
    <message>
        <source>Error of the compressed weights by value</source>
        <translation>Fehler der komprimierten Gewichte nach Wert</translation>
    </message>
    <message>
        <source>Choose a layer to see its weights.</source>
        <translation>Eine Schicht wählen, um ihre Gewichte zu sehen.</translation>
    </message>
    <message>
        <source>min %1</source>
        <translation>min. %1</translation>
    </message>
    <message>
        <source>Smallest weight</source>
        <translation>Kleinstes Gewicht</translation>
    </message>
    <message>
        <source>max %1</source>
        <translation>max. %1</translation>
    </message>
    <message>
        <source>Largest weight</source>
        <translation>Größtes Gewicht</translation>
    </message>
    <message>
        <source>σ %1</source>
        <translation>σ %1</translation>
    </message>
    <message>
        <source>Standard deviation</source>
        <translation>Standardabweichung</translation>
    </message>
    <message>
        <source>kurtosis %1</source>
        <translation>Kurtosis %1</translation>
    </message>
    <message>
        <source>Fourth standardised moment; 3 for a normal distribution, more for heavier tails</source>
        <translation>Viertes standardisiertes Moment; 3 bei einer Normalverteilung, mehr bei schwereren Rändern</translation>
    </message>
    <message>
        <source>%1 zeros</source>
        <translation>%1 Nullen</translation>
    </message>
    <message>
        <source>Share of weights that are exactly zero</source>
        <translation>Anteil der Gewichte, die genau null sind</translation>
    </message>
    <message numerus="yes">
        <source>%Ln outlier(s) beyond 5σ</source>
        <translation>
            <numerusform>%Ln Ausreißer jenseits von 5σ</numerusform>
            <numerusform>%Ln Ausreißer jenseits von 5σ</numerusform>
        </translation>
    </message>
    <message>
        <source>Weights further than five standard deviations from the mean</source>
        <translation>Gewichte, die mehr als fünf Standardabweichungen vom Mittelwert entfernt sind</translation>
    </message>
    <message numerus="yes">
        <source>%Ln weight(s) not a number</source>
        <translation>
            <numerusform>%Ln Gewicht ist keine Zahl</numerusform>
            <numerusform>%Ln Gewichte sind keine Zahl</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln infinite weight(s)</source>
        <translation>
            <numerusform>%Ln unendliches Gewicht</numerusform>
            <numerusform>%Ln unendliche Gewichte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln weight(s)</source>
        <translation>
            <numerusform>%Ln Gewicht</numerusform>
            <numerusform>%Ln Gewichte</numerusform>
        </translation>
    </message>
    <message>
        <source>SQNR %1.</source>
        <translation>SQNR %1.</translation>
    </message>
    <message>
        <source>Whole range</source>
        <translation>Ganzer Bereich</translation>
    </message>
    <message>
        <source>Looking at each channel…</source>
        <translation>Jeder Kanal wird betrachtet …</translation>
    </message>
    <message>
        <source>Views of the layer</source>
        <translation>Ansichten der Schicht</translation>
    </message>
    <message>
        <source>Heat map</source>
        <translation>Heatmap</translation>
    </message>
    <message>
        <source>Box plot</source>
        <translation>Boxplot</translation>
    </message>
    <message>
        <source>How the weights of each output channel spread</source>
        <translation>Wie die Gewichte jedes Ausgangskanals verteilt sind</translation>
    </message>
    <message>
        <source>Least and largest weight, quartiles and median of each output channel</source>
        <translation>Kleinstes und größtes Gewicht, Quartile und Median jedes Ausgangskanals</translation>
    </message>
    <message>
        <source>Show the whole axis again (Esc)</source>
        <translation>Wieder die ganze Achse zeigen (Esc)</translation>
    </message>
    <message>
        <source>Heat map of the layer’s channels</source>
        <translation>Heatmap der Kanäle der Schicht</translation>
    </message>
    <message>
        <source>Box plot of the layer’s channels</source>
        <translation>Boxplot der Kanäle der Schicht</translation>
    </message>
    <message>
        <source>mean %1</source>
        <translation>Mittel %1</translation>
    </message>
    <message>
        <source>Mean of the weights</source>
        <translation>Mittelwert der Gewichte</translation>
    </message>
    <message>
        <source>This layer has no output channels to be told apart: all its users treat it as one.</source>
        <translation>Diese Schicht hat keine unterscheidbaren Ausgangskanäle: Alle, die sie lesen, behandeln sie als einen.</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>Compressed</source>
        <translation>Komprimiert</translation>
    </message>
    <message>
        <source>Weights as they are or as they become</source>
        <translation>Gewichte, wie sie sind oder wie sie werden</translation>
    </message>
</context>
<context>
    <name>bitwright::InspectorPanel</name>
    <message>
        <source>Scheme</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>Store the selected layers this way (Ctrl+Return)</source>
        <translation>Die ausgewählten Schichten so speichern (Strg+Eingabe)</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Apply to more layers</source>
        <translation>Auf weitere Schichten anwenden</translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) selected</source>
        <translation>
            <numerusform>%n Schicht ausgewählt</numerusform>
            <numerusform>%n Schichten ausgewählt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Applied to %n layer(s)</source>
        <translation>
            <numerusform>Auf %n Schicht angewendet</numerusform>
            <numerusform>Auf %n Schichten angewendet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Apply to %n layer(s)</source>
        <translation>
            <numerusform>Auf %n Schicht anwenden</numerusform>
            <numerusform>Auf %n Schichten anwenden</numerusform>
        </translation>
    </message>
    <message>
        <source>All %1</source>
        <translation>Alle %1</translation>
    </message>
    <message>
        <source>Shrinks the file. Weights are decoded at load: loading is slower, speed and memory afterwards as before.</source>
        <translation>Verkleinert die Datei. Gewichte werden beim Laden dekodiert: das Laden ist langsamer, Tempo und Speicher danach wie zuvor.</translation>
    </message>
    <message numerus="yes">
        <source>Apply to all %1: %n layer(s)</source>
        <translation>
            <numerusform>Auf alle %1 anwenden: %n Schicht</numerusform>
            <numerusform>Auf alle %1 anwenden: %n Schichten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Apply to the whole model: %n layer(s)</source>
        <translation>
            <numerusform>Auf das ganze Modell anwenden: %n Schicht</numerusform>
            <numerusform>Auf das ganze Modell anwenden: %n Schichten</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep the selected layers as they are</source>
        <translation>Ausgewählte Schichten unverändert lassen</translation>
    </message>
    <message>
        <source>No other layer is in this group yet: the codebook is this layer’s alone.</source>
        <translation>Noch ist keine andere Schicht in dieser Gruppe: Das Codebuch gehört dieser Schicht allein.</translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) of this group share one codebook, found over all their weights.</source>
        <translation>
            <numerusform>%n Schicht dieser Gruppe hat ein Codebuch für sich, über all ihre Gewichte gefunden.</numerusform>
            <numerusform>%n Schichten dieser Gruppe teilen sich ein Codebuch, über all ihre Gewichte gefunden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>Vorgaben</translation>
    </message>
    <message>
        <source>Settings that did best when all were measured on the sample nets</source>
        <translation>Einstellungen, die am besten abschnitten, als alle an den Beispielnetzen gemessen wurden</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>preset and scheme</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>This variant is a finished file and stays as it is. Choose another variant, or add one.</source>
        <translation>Diese Variante ist eine fertige Datei und bleibt, wie sie ist. Wähle eine andere Variante oder füge eine hinzu.</translation>
    </message>
    <message>
        <source>Add GPTQ and bias correction</source>
        <translation>GPTQ und Bias-Korrektur hinzufügen</translation>
    </message>
    <message>
        <source>Store the selected layers this way, their levels and biases chosen on the data</source>
        <translation>Die gewählten Schichten so speichern, Stufen und Bias an den Daten gewählt</translation>
    </message>
    <message>
        <source>Data are at hand: with levels and biases chosen on data, outputs had %1 dB less error at 3 and 4 bits, the mean over %2 nets.</source>
        <translation>Daten liegen vor: mit an Daten gewählten Stufen und Bias hatten Ausgaben bei 3 und 4 Bit %1 dB weniger Fehler, im Mittel über %2 Netze.</translation>
    </message>
</context>
<context>
    <name>bitwright::IssuesModel</name>
    <message>
        <source>Error: %1</source>
        <translation>Fehler: %1</translation>
    </message>
    <message>
        <source>Warning: %1</source>
        <translation>Warnung: %1</translation>
    </message>
    <message>
        <source>Click to see the layer</source>
        <translation>Klicken zeigt die Schicht</translation>
    </message>
    <message>
        <source>Click to see what helps</source>
        <translation>Klicken, um zu sehen, was hilft</translation>
    </message>
</context>
<context>
    <name>bitwright::JobsBar</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Progress of the running job</source>
        <translation>Fortschritt des laufenden Auftrags</translation>
    </message>
    <message>
        <source>Stop the running job (Esc)</source>
        <translation>Laufenden Auftrag anhalten (Esc)</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1 · %2 left</source>
        <translation>%1 · noch %2</translation>
    </message>
</context>
<context>
    <name>bitwright::LayerDiffDialog</name>
    <message>
        <source>&amp;Only layers that differ</source>
        <translation>&amp;Nur abweichende Schichten</translation>
    </message>
    <message>
        <source>Layer by layer</source>
        <translation>Schicht für Schicht</translation>
    </message>
    <message>
        <source>First variant</source>
        <translation>Erste Variante</translation>
    </message>
    <message>
        <source>Second variant</source>
        <translation>Zweite Variante</translation>
    </message>
    <message>
        <source>Layers of both variants</source>
        <translation>Schichten beider Varianten</translation>
    </message>
    <message>
        <source>against</source>
        <comment>two variants</comment>
        <translation>gegen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>bitwright::LayerDiffModel</name>
    <message numerus="yes">
        <source>%1 of %n layer(s) are stored otherwise</source>
        <translation>
            <numerusform>%1 von %n Schicht ist anders gespeichert</numerusform>
            <numerusform>%1 von %n Schichten sind anders gespeichert</numerusform>
        </translation>
    </message>
    <message>
        <source>%1. Compare measures what both take and how close they stay</source>
        <translation>%1. Vergleichen misst, was beide brauchen und wie nah sie bleiben</translation>
    </message>
    <message>
        <source>%1; both take as many bytes in their layers</source>
        <translation>%1; beide brauchen in ihren Schichten gleich viele Bytes</translation>
    </message>
    <message>
        <source>%1; the layers of “%2” take %3 less</source>
        <translation>%1; die Schichten von „%2“ brauchen %3 weniger</translation>
    </message>
    <message>
        <source>%1; the layers of “%2” take %3 more</source>
        <translation>%1; die Schichten von „%2“ brauchen %3 mehr</translation>
    </message>
    <message>
        <source>keep %1</source>
        <translation>%1 behalten</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Gewichte</translation>
    </message>
    <message>
        <source>What the layer takes in the file of “%1”</source>
        <translation>Was die Schicht in der Datei von „%1“ braucht</translation>
    </message>
    <message>
        <source>Bytes 1</source>
        <translation>Bytes 1</translation>
    </message>
    <message>
        <source>Bytes 2</source>
        <translation>Bytes 2</translation>
    </message>
    <message>
        <source>Bytes of the second less those of the first</source>
        <translation>Bytes der zweiten abzüglich derer der ersten</translation>
    </message>
    <message>
        <source>2 − 1</source>
        <translation>2 − 1</translation>
    </message>
    <message>
        <source>Signal to quantization noise ratio of the weights in decibels, of “%1”</source>
        <translation>Verhältnis von Signal zu Quantisierungsrauschen der Gewichte in Dezibel, von „%1“</translation>
    </message>
    <message>
        <source>SQNR 1</source>
        <translation>SQNR 1</translation>
    </message>
    <message>
        <source>SQNR 2</source>
        <translation>SQNR 2</translation>
    </message>
    <message>
        <source>integers</source>
        <comment>arithmetic</comment>
        <translation>ganzzahlig</translation>
    </message>
    <message>
        <source>floats</source>
        <comment>arithmetic</comment>
        <translation>Gleitkomma</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>What the layer computes in, with “%1”</source>
        <translation>Worin die Schicht rechnet, mit „%1“</translation>
    </message>
    <message>
        <source>Arithmetic 1</source>
        <translation>Arithmetik 1</translation>
    </message>
    <message>
        <source>Arithmetic 2</source>
        <translation>Arithmetik 2</translation>
    </message>
</context>
<context>
    <name>bitwright::LayerOutcomes</name>
    <message>
        <source>Compressing layers</source>
        <translation>Schichten werden komprimiert</translation>
    </message>
</context>
<context>
    <name>bitwright::LayersColumns</name>
    <message>
        <source>Usual columns</source>
        <translation>Übliche Spalten</translation>
    </message>
    <message>
        <source>Descending</source>
        <translation>Absteigend</translation>
    </message>
</context>
<context>
    <name>bitwright::LayersFilter</name>
    <message>
        <source>Not a valid expression: %1, at character %2</source>
        <translation>Kein gültiger Ausdruck: %1, bei Zeichen %2</translation>
    </message>
    <message>
        <source>Takes too many steps on some layers, which are left out: make the expression simpler</source>
        <translation>Braucht bei manchen Schichten zu viele Schritte; sie fehlen hier. Ein einfacherer Ausdruck hilft.</translation>
    </message>
</context>
<context>
    <name>bitwright::LayersFilterBar</name>
    <message>
        <source>Filter: name, op, scheme…</source>
        <translation>Name, Op, Verfahren …</translation>
    </message>
    <message>
        <source>Filter layers by name, operator or scheme</source>
        <translation>Schichten nach Name, Operator oder Verfahren filtern</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>Regulärer Ausdruck</translation>
    </message>
    <message>
        <source>Take the filter as a regular expression, for example ^block[12].*conv</source>
        <translation>Den Filter als regulären Ausdruck lesen, zum Beispiel ^block[12].*conv</translation>
    </message>
    <message>
        <source>Show layers of one operator</source>
        <translation>Schichten eines Operators zeigen</translation>
    </message>
    <message>
        <source>All operators</source>
        <translation>Alle Operatoren</translation>
    </message>
    <message>
        <source>Group layers by module</source>
        <translation>Schichten nach Modulen gruppieren</translation>
    </message>
    <message>
        <source>Group layers by the module they belong to, instead of one list</source>
        <translation>Schichten nach dem Modul gruppieren, zu dem sie gehören, statt einer Liste</translation>
    </message>
</context>
<context>
    <name>bitwright::LayersModel</name>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>bitwright::LayersPanel</name>
    <message>
        <source>Layers of the model</source>
        <translation>Schichten des Modells</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Also list tensors that cannot be compressed, with the reason</source>
        <translation>Auch nicht komprimierbare Tensoren auflisten, mit Begründung</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Gesamt</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n tensor(s) compressible</source>
        <translation>
            <numerusform>%1 von %n Tensor komprimierbar</numerusform>
            <numerusform>%1 von %n Tensoren komprimierbar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln weight(s)</source>
        <translation>
            <numerusform>%Ln Gewicht</numerusform>
            <numerusform>%Ln Gewichte</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 bit/weight</source>
        <translation>%1 Bit/Gewicht</translation>
    </message>
    <message>
        <source>≈ %1</source>
        <translation>≈ %1</translation>
    </message>
    <message>
        <source>Size of the file</source>
        <translation>Größe der Datei</translation>
    </message>
    <message>
        <source>Estimated size of the exported file: codes, tables and scales, without decode nodes. Compare or export gives it to the byte.</source>
        <translation>Geschätzte Größe der exportierten Datei: Codes, Tabellen und Skalierungen, ohne Dekodierknoten. Vergleichen oder Exportieren liefert sie auf das Byte genau.</translation>
    </message>
    <message>
        <source>Copy the selected rows</source>
        <translation>Ausgewählte Zeilen kopieren</translation>
    </message>
    <message>
        <source>Selected</source>
        <translation>Ausgewählt</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>Angezeigt</translation>
    </message>
    <message numerus="yes">
        <source>%Ln layer(s)</source>
        <translation>
            <numerusform>%Ln Schicht</numerusform>
            <numerusform>%Ln Schichten</numerusform>
        </translation>
    </message>
    <message>
        <source>as it is</source>
        <translation>unverändert</translation>
    </message>
    <message>
        <source>of %1 · %2</source>
        <translation>von %1 · %2</translation>
    </message>
    <message>
        <source>Bytes of these layers: codes, tables and scales, without decode nodes; a shared codebook is counted once</source>
        <translation>Bytes dieser Schichten: Codes, Tabellen und Skalen, ohne Dekodierknoten; ein gemeinsames Codebuch zählt einmal</translation>
    </message>
    <message>
        <source>Select all rows</source>
        <translation>Alle Zeilen auswählen</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>Sortieren nach</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>This variant is a finished file. Compare measures it.</source>
        <translation>Diese Variante ist eine fertige Datei. Der Vergleich misst sie.</translation>
    </message>
    <message>
        <source>Select all &quot;%1&quot; (%2)</source>
        <translation>Alle „%1“ auswählen (%2)</translation>
    </message>
    <message>
        <source>Open all groups</source>
        <translation>Alle Gruppen aufklappen</translation>
    </message>
    <message>
        <source>Fold equal blocks</source>
        <translation>Gleiche Blöcke zuklappen</translation>
    </message>
    <message>
        <source>Fold all groups</source>
        <translation>Alle Gruppen zuklappen</translation>
    </message>
</context>
<context>
    <name>bitwright::LayersRows</name>
    <message>
        <source>Group %1, open, %2</source>
        <translation>Gruppe %1, aufgeklappt, %2</translation>
    </message>
    <message>
        <source>Group %1, folded, %2</source>
        <translation>Gruppe %1, zugeklappt, %2</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln layer(s)</source>
        <translation>
            <numerusform>%Ln Schicht</numerusform>
            <numerusform>%Ln Schichten</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, like %2</source>
        <translation>%1, wie %2</translation>
    </message>
</context>
<context>
    <name>bitwright::LedgerView</name>
    <message>
        <source>Codes</source>
        <translation>Codes</translation>
    </message>
    <message>
        <source>Scales</source>
        <translation>Skalierungen</translation>
    </message>
    <message>
        <source>Codebooks</source>
        <translation>Codebücher</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>Positionen</translation>
    </message>
    <message>
        <source>Decode nodes</source>
        <translation>Dekodierknoten</translation>
    </message>
    <message>
        <source>Everything else, unchanged</source>
        <translation>Alles Übrige, unverändert</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>%1, estimate before writing</source>
        <translation>%1, Schätzung vor dem Schreiben</translation>
    </message>
    <message>
        <source>working out the size</source>
        <translation>Größe wird ermittelt</translation>
    </message>
</context>
<context>
    <name>bitwright::MainWindow</name>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>%1 – Bitwright</source>
        <translation>%1 – Bitwright</translation>
    </message>
    <message>
        <source>Open a model</source>
        <translation>Modell öffnen</translation>
    </message>
    <message>
        <source>Report written: %1</source>
        <translation>Bericht geschrieben: %1</translation>
    </message>
    <message>
        <source>Open a recipe</source>
        <translation>Rezept öffnen</translation>
    </message>
    <message>
        <source>Recipes (*.json);;All files (*)</source>
        <translation>Rezepte (*.json);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Recipe written: %1</source>
        <translation>Rezept geschrieben: %1</translation>
    </message>
    <message>
        <source>Activations</source>
        <translation>Aktivierungen</translation>
    </message>
    <message>
        <source>What the values between the layers are like, and how they are quantized</source>
        <translation>Wie die Werte zwischen den Schichten aussehen und wie sie quantisiert werden</translation>
    </message>
    <message>
        <source>Sensitivity</source>
        <translation>Empfindlichkeit</translation>
    </message>
    <message>
        <source>Which layer hurts, and what would help it</source>
        <translation>Welche Schicht schadet und was ihr hülfe</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>The best mix of schemes under a budget</source>
        <translation>Die beste Mischung von Verfahren in einem Rahmen</translation>
    </message>
</context>
<context>
    <name>bitwright::ModelOpener</name>
    <message>
        <source>Opening the model</source>
        <translation>Modell wird geöffnet</translation>
    </message>
    <message>
        <source>ONNX models and archives of them (%1);;All files (*)</source>
        <translation>ONNX-Modelle und Archive davon (%1);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>bitwright::OutcomeCard</name>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>Data of the layer in the original and in the exported file</source>
        <translation>Daten der Schicht im Original und in der exportierten Datei</translation>
    </message>
    <message>
        <source>Bytes of the packed codes, of the codebooks, and of the scales and zero points</source>
        <translation>Bytes der gepackten Codes, der Codebücher sowie der Skalierungen und Nullpunkte</translation>
    </message>
    <message>
        <source>Bits per weight</source>
        <translation>Bit pro Gewicht</translation>
    </message>
    <message>
        <source>All data of the layer divided by its weights</source>
        <translation>Alle Daten der Schicht geteilt durch ihre Gewichte</translation>
    </message>
    <message>
        <source>SQNR</source>
        <translation>SQNR</translation>
    </message>
    <message>
        <source>Signal to quantization noise ratio: higher is closer to the original</source>
        <translation>Rauschabstand (SQNR): höher ist näher am Original</translation>
    </message>
    <message>
        <source>Bytes of the codebook, stored once for all layers that share it; not among this layer’s own</source>
        <translation>Bytes des Codebuchs, einmal gespeichert für alle Schichten, die es sich teilen; nicht unter den eigenen dieser Schicht</translation>
    </message>
    <message numerus="yes">
        <source>shared by %n layer(s)</source>
        <translation>
            <numerusform>von %n Schicht</numerusform>
            <numerusform>von %n Schichten geteilt</numerusform>
        </translation>
    </message>
    <message>
        <source>Codes · tables · scales</source>
        <translation>Codes · Tab. · Skalen</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>Positionen</translation>
    </message>
    <message>
        <source>Bytes that say where the codes of a pruned layer belong, at the least; the exporter chooses how</source>
        <translation>Bytes, die mindestens sagen, wohin die Codes einer ausgedünnten Schicht gehören; wie, wählt der Export</translation>
    </message>
    <message>
        <source>Codebook</source>
        <translation>Codebuch</translation>
    </message>
</context>
<context>
    <name>bitwright::ParameterEditor</name>
    <message numerus="yes">
        <source>%Ln level(s)</source>
        <translation>
            <numerusform>%Ln Stufe</numerusform>
            <numerusform>%Ln Stufen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bitwright::PreprocessingForm</name>
    <message>
        <source>&amp;Resize to</source>
        <translation>&amp;Größe auf</translation>
    </message>
    <message>
        <source>Resize</source>
        <translation>Größe ändern</translation>
    </message>
    <message>
        <source>&amp;Crop to</source>
        <translation>Zu&amp;schnitt auf</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>Zuschneiden</translation>
    </message>
    <message>
        <source>stretch</source>
        <translation>strecken</translation>
    </message>
    <message>
        <source>fit, black around</source>
        <translation>einpassen, Rand schwarz</translation>
    </message>
    <message>
        <source>cover, cut the rest</source>
        <translation>ausfüllen, Rest abschneiden</translation>
    </message>
    <message>
        <source>How to resize</source>
        <translation>Wie die Größe geändert wird</translation>
    </message>
    <message>
        <source>1/255 for 8-bit images</source>
        <translation>1/255 bei 8-Bit-Bildern</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Faktor</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Mittelwert</translation>
    </message>
    <message>
        <source>Subtracted after scaling: one number, or one a channel</source>
        <translation>Nach dem Faktor abgezogen: eine Zahl oder eine je Kanal</translation>
    </message>
    <message>
        <source>Standard deviation</source>
        <translation>Standardabweichung</translation>
    </message>
    <message>
        <source>Divided by at last: one number, or one a channel</source>
        <translation>Zuletzt wird dadurch geteilt: eine Zahl oder eine je Kanal</translation>
    </message>
    <message>
        <source>as the model</source>
        <translation>wie das Modell</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>Anordnung</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>grau</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>Kanäle</translation>
    </message>
    <message>
        <source>%1: width</source>
        <translation>%1: Breite</translation>
    </message>
    <message>
        <source>%1: height</source>
        <translation>%1: Höhe</translation>
    </message>
    <message>
        <source>Sca&amp;le</source>
        <translation>&amp;Faktor</translation>
    </message>
    <message>
        <source>&amp;Mean</source>
        <translation>&amp;Mittelwert</translation>
    </message>
    <message>
        <source>S&amp;td</source>
        <translation>Ab&amp;weichung</translation>
    </message>
    <message>
        <source>La&amp;yout</source>
        <translation>An&amp;ordnung</translation>
    </message>
    <message>
        <source>C&amp;hannels</source>
        <translation>&amp;Kanäle</translation>
    </message>
    <message>
        <source>Usual ones</source>
        <translation>Übliche</translation>
    </message>
    <message>
        <source>Preprocessing that many models were trained with</source>
        <translation>Vorverarbeitung, mit der viele Modelle trainiert wurden</translation>
    </message>
    <message>
        <source>None: 0 to 1</source>
        <translation>Keine: 0 bis 1</translation>
    </message>
    <message>
        <source>−1 to 1</source>
        <translation>−1 bis 1</translation>
    </message>
    <message>
        <source>ImageNet, 224 × 224</source>
        <translation>ImageNet, 224 × 224</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Öffnen…</translation>
    </message>
    <message>
        <source>Read a preprocessing file, as --preprocess takes it</source>
        <translation>Eine Vorverarbeitungsdatei lesen, wie --preprocess sie nimmt</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern…</translation>
    </message>
    <message>
        <source>Write it to a file for --preprocess</source>
        <translation>In eine Datei für --preprocess schreiben</translation>
    </message>
    <message>
        <source>Open a preprocessing file</source>
        <translation>Vorverarbeitungsdatei öffnen</translation>
    </message>
    <message>
        <source>JSON files (*.json);;All files (*)</source>
        <translation>JSON-Dateien (*.json);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Save the preprocessing</source>
        <translation>Vorverarbeitung speichern</translation>
    </message>
</context>
<context>
    <name>bitwright::Presets</name>
    <message>
        <source>Smallest</source>
        <translation>Kleinste</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>Ausgewogen</translation>
    </message>
    <message>
        <source>Safest</source>
        <translation>Sicherste</translation>
    </message>
    <message>
        <source>On the sample nets: %1 smaller with %2 points lost, and %3 with %4</source>
        <translation>An den Beispielnetzen: %1 kleiner bei %2 Punkten Verlust und %3 bei %4</translation>
    </message>
</context>
<context>
    <name>bitwright::PreviewMaker</name>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
</context>
<context>
    <name>bitwright::ProofView</name>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… und %n weitere</numerusform>
            <numerusform>… und %n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bitwright::RangeChart</name>
    <message numerus="yes">
        <source>%Ln value(s)</source>
        <translation>
            <numerusform>%Ln Wert</numerusform>
            <numerusform>%Ln Werte</numerusform>
        </translation>
    </message>
    <message>
        <source>the keys move the upper end</source>
        <translation>die Tasten bewegen das obere Ende</translation>
    </message>
    <message>
        <source>the keys move the lower end</source>
        <translation>die Tasten bewegen das untere Ende</translation>
    </message>
    <message>
        <source>%1 … %2, %3</source>
        <translation>%1 … %2, %3</translation>
    </message>
    <message>
        <source>count, logarithmic</source>
        <translation>Anzahl, logarithmisch</translation>
    </message>
    <message>
        <source>count</source>
        <translation>Anzahl</translation>
    </message>
</context>
<context>
    <name>bitwright::RangeEditor</name>
    <message>
        <source>Reset to calibrator</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>&amp;Low</source>
        <translation>&amp;Unten</translation>
    </message>
    <message>
        <source>&amp;High</source>
        <translation>&amp;Oben</translation>
    </message>
    <message>
        <source>Lowest value the levels cover; 0 or less</source>
        <translation>Kleinster Wert, den die Stufen abdecken; 0 oder weniger</translation>
    </message>
    <message>
        <source>Highest value the levels cover; 0 or more</source>
        <translation>Größter Wert, den die Stufen abdecken; 0 oder mehr</translation>
    </message>
    <message>
        <source>Take the range the calibrator chose</source>
        <translation>Den Bereich nehmen, den das Kalibrierverfahren gewählt hat</translation>
    </message>
    <message>
        <source>set by hand</source>
        <translation>von Hand gesetzt</translation>
    </message>
    <message>
        <source>by the calibrator</source>
        <translation>vom Kalibrierverfahren</translation>
    </message>
    <message>
        <source>256 levels, %1 apart, zero is level %2</source>
        <translation>256 Stufen im Abstand von %1, null ist Stufe %2</translation>
    </message>
    <message>
        <source>%1 beyond</source>
        <comment>share of the values</comment>
        <translation>%1 jenseits</translation>
    </message>
</context>
<context>
    <name>bitwright::RankModel</name>
    <message>
        <source>Worst first</source>
        <translation>Die schlimmste zuerst</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Damage</source>
        <translation>Schaden</translation>
    </message>
    <message>
        <source>Accuracy lost by this layer alone, percentage points</source>
        <translation>Von dieser Schicht allein verlorene Genauigkeit, Prozentpunkte</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>The layer takes so stored, decoding included</source>
        <translation>So viel braucht die Schicht so gespeichert, mit dem Dekodieren</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>Predictions that change where this layer alone is stored so; of what is no classifier the SQNR of the outputs</source>
        <translation>Vorhersagen, die sich ändern, wenn allein diese Schicht so gespeichert ist; wo nicht eingeordnet wird, das SQNR der Ausgaben</translation>
    </message>
    <message>
        <source>KL divergence of the predictions, in nats</source>
        <translation>KL-Divergenz der Vorhersagen, in nats</translation>
    </message>
    <message>
        <source>KL</source>
        <translation>KL</translation>
    </message>
</context>
<context>
    <name>bitwright::RepairBar</name>
    <message>
        <source>SQNR %1</source>
        <translation>SQNR %1</translation>
    </message>
    <message>
        <source>%1 · now %2, %3</source>
        <translation>%1 · jetzt %2, %3</translation>
    </message>
    <message>
        <source>Nothing that was measured does less damage.</source>
        <translation>Nichts, was gemessen wurde, richtet weniger Schaden an.</translation>
    </message>
    <message>
        <source>no damage</source>
        <translation>kein Schaden</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1   %2
%3, %4</source>
        <translation>%1   %2
%3, %4</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <translation>%1, %2, %3</translation>
    </message>
    <message>
        <source>%1
Key %2</source>
        <translation>%1
Taste %2</translation>
    </message>
    <message>
        <source>Keep float</source>
        <translation>Als Float lassen</translation>
    </message>
    <message>
        <source>More bits</source>
        <translation>Mehr Bits</translation>
    </message>
    <message>
        <source>Per channel</source>
        <translation>Je Kanal</translation>
    </message>
    <message>
        <source>Other scheme</source>
        <translation>Anderes Verfahren</translation>
    </message>
    <message>
        <source>Repair %1</source>
        <translation>Reparatur %1</translation>
    </message>
    <message>
        <source>%1 changed, KL %2</source>
        <translation>%1 geändert, KL %2</translation>
    </message>
    <message>
        <source>%1 less</source>
        <translation>%1 weniger</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>%1 mehr</translation>
    </message>
</context>
<context>
    <name>bitwright::ReportSaver</name>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Web page (*.html)</source>
        <translation>Webseite (*.html)</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Markdown (*.md)</source>
        <translation>Markdown (*.md)</translation>
    </message>
    <message>
        <source>Table, a row a variant (*.csv)</source>
        <translation>Tabelle, eine Zeile je Variante (*.csv)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
</context>
<context>
    <name>bitwright::SamplePanel</name>
    <message>
        <source>one number</source>
        <translation>eine Zahl</translation>
    </message>
    <message>
        <source>%1 to %2, mean %3</source>
        <translation>%1 bis %2, Mittel %3</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>grau</translation>
    </message>
    <message>
        <source>colour, transparent</source>
        <translation>farbig, durchsichtig</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>farbig</translation>
    </message>
    <message>
        <source>As it is stored</source>
        <translation>Wie es gespeichert ist</translation>
    </message>
    <message>
        <source>As the model gets it</source>
        <translation>Wie das Modell es bekommt</translation>
    </message>
    <message>
        <source>A look at the data</source>
        <translation>Blick auf die Daten</translation>
    </message>
    <message>
        <source>Previous sample</source>
        <translation>Voriges Beispiel</translation>
    </message>
    <message>
        <source>Next sample</source>
        <translation>Nächstes Beispiel</translation>
    </message>
    <message>
        <source>nothing to see</source>
        <translation>nichts zu sehen</translation>
    </message>
    <message>
        <source>inputs are made up</source>
        <translation>Eingaben werden erzeugt</translation>
    </message>
    <message>
        <source>drawn at random</source>
        <translation>zufällig gezogen</translation>
    </message>
    <message>
        <source>not an image</source>
        <translation>kein Bild</translation>
    </message>
    <message>
        <source>%1 numbers
%2
%3</source>
        <translation>%1 Zahlen
%2
%3</translation>
    </message>
    <message>
        <source>%1 × %2, %3
%4</source>
        <comment>width, height, channels, range</comment>
        <translation>%1 × %2, %3
%4</translation>
    </message>
    <message>
        <source>8 bits</source>
        <translation>8 Bit</translation>
    </message>
    <message>
        <source>%1
%2</source>
        <comment>shape, range</comment>
        <translation>%1
%2</translation>
    </message>
    <message>
        <source>class %1</source>
        <translation>Klasse %1</translation>
    </message>
    <message>
        <source>%1 samples: %2</source>
        <comment>count, classes</comment>
        <translation>%1 Beispiele: %2</translation>
    </message>
    <message>
        <source>sample %1 of %2</source>
        <translation>Beispiel %1 von %2</translation>
    </message>
</context>
<context>
    <name>bitwright::SchemeForm</name>
    <message>
        <source>Family</source>
        <translation>Familie</translation>
    </message>
    <message>
        <source>Family of schemes</source>
        <translation>Familie der Verfahren</translation>
    </message>
</context>
<context>
    <name>bitwright::SearchPanel</name>
    <message>
        <source>Change…</source>
        <translation>Ändern…</translation>
    </message>
    <message>
        <source>Add as a variant</source>
        <translation>Als Variante hinzufügen</translation>
    </message>
    <message>
        <source>Smallest</source>
        <translation>Kleinste</translation>
    </message>
    <message>
        <source>Most accurate</source>
        <translation>Genaueste</translation>
    </message>
    <message>
        <source>The smallest file that loses at most so many percentage points of accuracy on these data</source>
        <translation>Die kleinste Datei, die auf diesen Daten höchstens so viele Prozentpunkte Genauigkeit verliert</translation>
    </message>
    <message>
        <source>The mix that changes the outputs least in a file of at most so many kilobytes</source>
        <translation>Die Mischung, die in einer Datei von höchstens so vielen Kilobyte die Ausgaben am wenigsten ändert</translation>
    </message>
    <message>
        <source>What is searched for</source>
        <translation>Wonach gesucht wird</translation>
    </message>
    <message>
        <source>Bound</source>
        <translation>Schranke</translation>
    </message>
    <message>
        <source> runs</source>
        <translation> Läufe</translation>
    </message>
    <message>
        <source>Mixes that are run at most</source>
        <translation>Mischungen, die höchstens laufen</translation>
    </message>
    <message>
        <source>Whole mixes that are run at most; each layer is measured alone besides</source>
        <translation>Ganze Mischungen, die höchstens laufen; jede Schicht wird außerdem allein gemessen</translation>
    </message>
    <message>
        <source>Change the calibration data</source>
        <translation>Kalibrierdaten ändern</translation>
    </message>
    <message>
        <source>Choose what mixes are judged on, and how many samples</source>
        <translation>Wählen, worauf Mischungen beurteilt werden und auf wie vielen Proben</translation>
    </message>
    <message>
        <source>Loss against size of the best mixes</source>
        <translation>Verlust über Größe der besten Mischungen</translation>
    </message>
    <message>
        <source>A variant with this mix, to be compared and exported</source>
        <translation>Eine Variante mit dieser Mischung, zum Vergleichen und Exportieren</translation>
    </message>
    <message>
        <source>in </source>
        <translation>in </translation>
    </message>
    <message>
        <source>losing </source>
        <translation>Verlust </translation>
    </message>
    <message>
        <source> kB</source>
        <translation> kB</translation>
    </message>
    <message>
        <source> points</source>
        <translation> Punkte</translation>
    </message>
    <message>
        <source>Bytes of the whole file at most</source>
        <translation>Bytes der ganzen Datei, höchstens</translation>
    </message>
    <message>
        <source>Accuracy lost at most, in percentage points; takes data with labels</source>
        <translation>Höchstens verlorene Genauigkeit in Prozentpunkten; braucht Daten mit Klassen</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>KL %1</source>
        <translation>KL %1</translation>
    </message>
    <message>
        <source>%1 the same prediction</source>
        <translation>%1 gleiche Vorhersage</translation>
    </message>
    <message>
        <source>%1 points lost (%2 to %3)</source>
        <translation>%1 Punkte verloren (%2 bis %3)</translation>
    </message>
    <message>
        <source>KL divergence</source>
        <translation>KL-Divergenz</translation>
    </message>
    <message>
        <source>Noise of the outputs</source>
        <translation>Rauschen der Ausgaben</translation>
    </message>
    <message>
        <source>Measuring each layer on %1</source>
        <translation>Jede Schicht wird gemessen auf: %1</translation>
    </message>
    <message>
        <source>To be searched on %1</source>
        <translation>Zu suchen auf: %1</translation>
    </message>
    <message>
        <source>Other data are chosen now: search again on %1</source>
        <translation>Jetzt sind andere Daten gewählt: neu suchen auf: %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln mix(es) run</source>
        <translation>
            <numerusform>%Ln Mischung gelaufen</numerusform>
            <numerusform>%Ln Mischungen gelaufen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 so far, on %2</source>
        <translation>%1 bisher, auf: %2</translation>
    </message>
    <message>
        <source>%1: none of them keeps the bound</source>
        <translation>%1: keine hält die Schranke ein</translation>
    </message>
    <message>
        <source>%1, then stopped; on %2</source>
        <translation>%1, dann angehalten; auf: %2</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1 auf: %2</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Stop; the best found so far stays</source>
        <translation>Anhalten; das bisher Beste bleibt</translation>
    </message>
    <message>
        <source>Measure each layer, choose the best mix, run it, and correct it by what was seen</source>
        <translation>Jede Schicht messen, die beste Mischung wählen, laufen lassen und nach dem Gesehenen verbessern</translation>
    </message>
    <message>
        <source>Every point is a recipe: choose one to add it as a variant.</source>
        <translation>Jeder Punkt ist ein Rezept: einen wählen, um ihn als Variante hinzuzufügen.</translation>
    </message>
    <message>
        <source>Mix of %1</source>
        <translation>Mischung von %1</translation>
    </message>
    <message>
        <source>Fastest</source>
        <translation>Schnellste</translation>
    </message>
    <message>
        <source>The file that runs fastest, by layers that compute in integers, and loses at most so many percentage points</source>
        <translation>Die Datei, die am schnellsten rechnet, durch Schichten, die ganzzahlig rechnen, und höchstens so viele Prozentpunkte verliert</translation>
    </message>
    <message>
        <source>%1 as fast (%2 to %3)</source>
        <translation>%1 so schnell (%2 bis %3)</translation>
    </message>
    <message>
        <source>%1 as fast</source>
        <translation>%1 so schnell</translation>
    </message>
</context>
<context>
    <name>bitwright::SearchRun</name>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
</context>
<context>
    <name>bitwright::SensitivityPanel</name>
    <message>
        <source>KL divergence</source>
        <translation>KL-Divergenz</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>Übereinstimmung</translation>
    </message>
    <message>
        <source>Accuracy lost</source>
        <translation>Verlorene Genauigkeit</translation>
    </message>
    <message>
        <source>SQNR of the outputs</source>
        <translation>SQNR der Ausgaben</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Ändern…</translation>
    </message>
    <message>
        <source>Damage of each layer under each way of storing it</source>
        <translation>Schaden jeder Schicht bei jeder Art, sie zu speichern</translation>
    </message>
    <message>
        <source>Layers, worst first</source>
        <translation>Schichten, die schlimmste zuerst</translation>
    </message>
    <message>
        <source>Heat map</source>
        <translation>Heatmap</translation>
    </message>
    <message>
        <source>Ranked</source>
        <translation>Rangfolge</translation>
    </message>
    <message>
        <source>How the analysis is shown</source>
        <translation>Wie die Auswertung gezeigt wird</translation>
    </message>
    <message>
        <source>Change the calibration data</source>
        <translation>Kalibrierdaten ändern</translation>
    </message>
    <message>
        <source>Choose what the outputs are compared on, and how many samples</source>
        <translation>Wählen, worauf die Ausgaben verglichen werden und auf wie vielen Proben</translation>
    </message>
    <message>
        <source>Way of storing the layers are ranked by</source>
        <translation>Art zu speichern, nach der die Schichten geordnet sind</translation>
    </message>
    <message>
        <source>What the cells say</source>
        <translation>Was die Zellen sagen</translation>
    </message>
    <message>
        <source>As each layer is stored now</source>
        <translation>Wie jede Schicht jetzt gespeichert ist</translation>
    </message>
    <message>
        <source>All: %1</source>
        <translation>Alle: %1</translation>
    </message>
    <message>
        <source>Measuring on %1</source>
        <translation>Gemessen wird auf: %1</translation>
    </message>
    <message>
        <source>To be measured on %1</source>
        <translation>Zu messen auf: %1</translation>
    </message>
    <message>
        <source>Other data are chosen now: measure again on %1</source>
        <translation>Jetzt sind andere Daten gewählt: neu messen auf: %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln sample(s) of %1</source>
        <translation>
            <numerusform>%Ln Probe von: %1</numerusform>
            <numerusform>%Ln Proben von: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Each layer alone, on %1</source>
        <translation>Jede Schicht allein, auf %1</translation>
    </message>
    <message>
        <source>%1 of %2 layers done, on %3</source>
        <translation>%1 von %2 Schichten fertig, auf %3</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Messen</translation>
    </message>
    <message>
        <source>Stop; what is done stays</source>
        <translation>Anhalten; was fertig ist, bleibt</translation>
    </message>
    <message>
        <source>Compress each layer alone in several ways and measure what that changes of the network&apos;s outputs</source>
        <translation>Jede Schicht allein auf mehrere Arten komprimieren und messen, was das an den Ausgaben des Netzes ändert</translation>
    </message>
    <message>
        <source>Measure to see which layers hurt: each is compressed alone, in several ways, and the network&apos;s outputs are compared with the original&apos;s.</source>
        <translation>Messen, um zu sehen, welche Schichten schaden: Jede wird allein auf mehrere Arten komprimiert, und die Ausgaben des Netzes werden mit denen des Originals verglichen.</translation>
    </message>
    <message>
        <source>The first layer is being measured.</source>
        <translation>Die erste Schicht wird gemessen.</translation>
    </message>
    <message>
        <source>No layer is stored in a way that was measured: choose one above, or measure again.</source>
        <translation>Keine Schicht ist auf eine Art gespeichert, die gemessen wurde: oben eine wählen oder neu messen.</translation>
    </message>
    <message>
        <source>Choose a layer to see what would help it.</source>
        <translation>Eine Schicht wählen, um zu sehen, was ihr hülfe.</translation>
    </message>
    <message>
        <source>%1 is kept as it is: it does no damage.</source>
        <translation>%1 bleibt, wie sie ist: Sie richtet keinen Schaden an.</translation>
    </message>
    <message>
        <source>%1 is stored in a way that was not measured: measure again.</source>
        <translation>%1 ist auf eine Art gespeichert, die nicht gemessen wurde: neu messen.</translation>
    </message>
</context>
<context>
    <name>bitwright::SensitivityRun</name>
    <message>
        <source>Sensitivity</source>
        <translation>Empfindlichkeit</translation>
    </message>
</context>
<context>
    <name>bitwright::StartPage</name>
    <message>
        <source>Open a neural network, choose how each layer’s weights are stored, compare size, speed and accuracy side by side, and export an ONNX file that is verified to the bit.</source>
        <translation>Ein neuronales Netz öffnen, wählen, wie die Gewichte jeder Schicht gespeichert werden, Größe, Geschwindigkeit und Genauigkeit nebeneinander vergleichen und eine bitgenau geprüfte ONNX-Datei exportieren.</translation>
    </message>
    <message>
        <source>Open a model…</source>
        <translation>Modell öffnen…</translation>
    </message>
    <message>
        <source>An ONNX file from your disk. You can also drop it anywhere in this window.</source>
        <translation>Eine ONNX-Datei vom Datenträger. Sie lässt sich auch irgendwo in dieses Fenster ziehen.</translation>
    </message>
    <message>
        <source>Open the sample</source>
        <translation>Beispiel öffnen</translation>
    </message>
    <message>
        <source>A small ResNet that sorts pictures of clothes, with 2 000 labelled test images.</source>
        <translation>Ein kleines ResNet, das Bilder von Kleidung sortiert, mit 2 000 Testbildern samt Labels.</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Zuletzt verwendet</translation>
    </message>
    <message>
        <source>%1   in %2</source>
        <translation>%1   in %2</translation>
    </message>
</context>
<context>
    <name>bitwright::TopBar</name>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Menu (F10)</source>
        <translation>Menü (F10)</translation>
    </message>
    <message numerus="yes">
        <source>%Ln weight(s)</source>
        <translation>
            <numerusform>%Ln Gewicht</numerusform>
            <numerusform>%Ln Gewichte</numerusform>
        </translation>
    </message>
    <message>
        <source>opset %1</source>
        <translation>opset %1</translation>
    </message>
</context>
<context>
    <name>bitwright::TradeoffChart</name>
    <message>
        <source>%1: %2, %3</source>
        <comment>variant, size, accuracy</comment>
        <translation>%1: %2, %3</translation>
    </message>
    <message>
        <source>GB</source>
        <translation>GB</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>MB</translation>
    </message>
    <message>
        <source>kB</source>
        <translation>kB</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>Messung läuft…</translation>
    </message>
    <message>
        <source>Compare to see accuracy against size</source>
        <translation>Vergleichen, um Genauigkeit über Größe zu sehen</translation>
    </message>
    <message>
        <source>All outputs equal the original&apos;s: there is nothing to weigh against size</source>
        <translation>Alle Ausgaben gleichen denen des Originals: gegen die Größe gibt es nichts abzuwägen</translation>
    </message>
    <message>
        <source>Only sizes were measured</source>
        <translation>Nur Größen wurden gemessen</translation>
    </message>
    <message>
        <source>accuracy against size</source>
        <translation>Genauigkeit über Größe</translation>
    </message>
    <message>
        <source>agreement against size</source>
        <translation>Übereinstimmung über Größe</translation>
    </message>
    <message>
        <source>SQNR against size</source>
        <translation>SQNR über Größe</translation>
    </message>
</context>
<context>
    <name>bitwright::VariantActions</name>
    <message>
        <source>Empty variant</source>
        <translation>Leere Variante</translation>
    </message>
    <message>
        <source>Add the five usual variants</source>
        <translation>Die fünf üblichen Varianten hinzufügen</translation>
    </message>
    <message>
        <source>Duplicate the variant</source>
        <translation>Variante duplizieren</translation>
    </message>
    <message>
        <source>Rename the variant</source>
        <translation>Variante umbenennen</translation>
    </message>
    <message>
        <source>Delete the variant</source>
        <translation>Variante löschen</translation>
    </message>
    <message>
        <source>Uniform 8 and 4 bits, k-means 4 and 3 bits, float16: a first picture of what the model bears</source>
        <translation>Uniform mit 8 und 4 Bit, k-means mit 4 und 3 Bit, float16: ein erstes Bild davon, was das Modell verträgt</translation>
    </message>
    <message>
        <source>Variant %1</source>
        <translation>Variante %1</translation>
    </message>
    <message>
        <source>Two variants layer by layer…</source>
        <translation>Zwei Varianten Schicht für Schicht…</translation>
    </message>
    <message>
        <source>A file made elsewhere…</source>
        <translation>Eine anderswo erstellte Datei…</translation>
    </message>
    <message>
        <source>Measure a compressed copy of this model that another program made</source>
        <translation>Eine komprimierte Kopie dieses Modells messen, die ein anderes Programm erstellt hat</translation>
    </message>
</context>
<context>
    <name>bitwright::VariantExportDialog</name>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen…</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Size of the export</source>
        <translation>Größe des Exports</translation>
    </message>
    <message>
        <source>Export “%1”</source>
        <translation>„%1“ exportieren</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>File to write</source>
        <translation>Zu schreibende Datei</translation>
    </message>
    <message>
        <source>Replace it</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>Fortschritt des Exports</translation>
    </message>
    <message>
        <source>Export to</source>
        <translation>Exportieren nach</translation>
    </message>
    <message>
        <source>ONNX models (*.onnx);;All files (*)</source>
        <translation>ONNX-Modelle (*.onnx);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>This is the opened model itself; choose another name</source>
        <translation>Dies ist das geöffnete Modell selbst; einen anderen Namen wählen</translation>
    </message>
    <message>
        <source>This is a folder; name a file in it</source>
        <translation>Dies ist ein Ordner; eine Datei darin angeben</translation>
    </message>
    <message>
        <source>%1 exists already.</source>
        <translation>%1 ist bereits vorhanden.</translation>
    </message>
    <message>
        <source>Stopped, nothing was written</source>
        <translation>Angehalten, nichts wurde geschrieben</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>Geschrieben: %1</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stage by stage, as files</source>
        <translation>Stufe für Stufe, als Dateien</translation>
    </message>
    <message>
        <source>%1 and %2 exist already.</source>
        <translation>%1 und %2 sind schon da.</translation>
    </message>
    <message>
        <source>Written: %1 and %2</source>
        <translation>Geschrieben: %1 und %2</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 und %2</translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation>Als Befehl kopieren</translation>
    </message>
    <message>
        <source>Copy the command line that writes the same file</source>
        <translation>Die Befehlszeile kopieren, die dieselbe Datei schreibt</translation>
    </message>
    <message>
        <source>The command is copied</source>
        <translation>Der Befehl ist kopiert</translation>
    </message>
    <message>
        <source>Write it all the same</source>
        <translation>Trotzdem schreiben</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Lassen</translation>
    </message>
    <message>
        <source>It was not written: it does not compute what it is to compute. More bits, or floats for what it concerns, help.</source>
        <translation>Sie wurde nicht geschrieben: Sie rechnet nicht, was sie rechnen soll. Mehr Bits helfen, oder Gleitkomma für das, was es betrifft.</translation>
    </message>
</context>
<context>
    <name>bitwright::WeightsChart</name>
    <message>
        <source>original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>count, logarithmic</source>
        <translation>Anzahl, logarithmisch</translation>
    </message>
    <message>
        <source>count</source>
        <translation>Anzahl</translation>
    </message>
    <message numerus="yes">
        <source>%Ln level(s), %1</source>
        <translation>
            <numerusform>%Ln Stufe, %1</numerusform>
            <numerusform>%Ln Stufen, %1</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 pruned</source>
        <translation>%1 ausgedünnt</translation>
    </message>
    <message numerus="yes">
        <source>%Ln more</source>
        <comment>weights beyond the edge of the chart</comment>
        <translation>
            <numerusform>%Ln weiteres</numerusform>
            <numerusform>%Ln weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>outliers</source>
        <translation>Ausreißer</translation>
    </message>
</context>
<context>
    <name>bitwright::WorkKeeper</name>
    <message>
        <source>the comparison</source>
        <translation>der Vergleich</translation>
    </message>
    <message>
        <source>the sensitivity of the layers</source>
        <translation>die Empfindlichkeit der Schichten</translation>
    </message>
    <message>
        <source>the search</source>
        <translation>die Suche</translation>
    </message>
    <message>
        <source>Close %1 without keeping what you made of it?</source>
        <translation>%1 schließen, ohne zu behalten, was daraus gemacht wurde?</translation>
    </message>
    <message>
        <source>Open another model and close %1 without keeping what you made of it?</source>
        <translation>Ein anderes Modell öffnen und %1 schließen, ohne zu behalten, was daraus gemacht wurde?</translation>
    </message>
    <message>
        <source>Save the recipe</source>
        <translation>Rezept speichern</translation>
    </message>
    <message>
        <source>Recipes (*.json)</source>
        <translation>Rezepte (*.json)</translation>
    </message>
    <message>
        <source>A folder for the recipes</source>
        <translation>Ein Ordner für die Rezepte</translation>
    </message>
</context>
<context>
    <name>calibration.choosing</name>
    <message>
        <source>choosing ranges</source>
        <translation>Bereiche werden gewählt</translation>
    </message>
</context>
<context>
    <name>calibration.leave_float</name>
    <message>
        <source>leave it as float, or calibrate with other data</source>
        <translation>lass es in Gleitkomma, oder kalibriere mit anderen Daten</translation>
    </message>
</context>
<context>
    <name>calibration.left_out</name>
    <message>
        <source>%1 has no range: it %2</source>
        <translation>%1 hat keinen Bereich: es %2</translation>
    </message>
</context>
<context>
    <name>calibration.no_histogram</name>
    <message>
        <source>was observed without the histogram that %1 needs</source>
        <translation>wurde ohne das Histogramm beobachtet, das %1 braucht</translation>
    </message>
</context>
<context>
    <name>calibration.no_histograms</name>
    <message>
        <source>activations were observed without the histograms that %1 needs</source>
        <translation>Aktivierungen wurden ohne die Histogramme beobachtet, die %1 braucht</translation>
    </message>
</context>
<context>
    <name>calibration.no_values</name>
    <message>
        <source>gives no values on these data</source>
        <translation>gibt auf diesen Daten keine Werte</translation>
    </message>
</context>
<context>
    <name>calibration.not_finite</name>
    <message>
        <source>gives nothing but NaN and infinities on these data</source>
        <translation>gibt auf diesen Daten nur NaN und Unendlich</translation>
    </message>
</context>
<context>
    <name>calibration.observe_again</name>
    <message>
        <source>observe it again, with histograms</source>
        <translation>beobachte es noch einmal, mit Histogrammen</translation>
    </message>
</context>
<context>
    <name>calibration.unknown</name>
    <message>
        <source>unknown calibrator %1</source>
        <translation>unbekanntes Kalibrierverfahren %1</translation>
    </message>
</context>
<context>
    <name>calibrator.entropy</name>
    <message>
        <source>Entropy (KL divergence)</source>
        <translation>Entropie (KL-Divergenz)</translation>
    </message>
</context>
<context>
    <name>calibrator.entropy.about</name>
    <message>
        <source>Cuts off where the distribution that is left of the magnitudes tells least apart from the original.</source>
        <translation>Schneidet dort ab, wo die verbleibende Verteilung der Beträge sich am wenigsten von der ursprünglichen unterscheidet.</translation>
    </message>
</context>
<context>
    <name>calibrator.minmax</name>
    <message>
        <source>Minimum and maximum</source>
        <translation>Minimum und Maximum</translation>
    </message>
</context>
<context>
    <name>calibrator.minmax.about</name>
    <message>
        <source>Covers every value that was seen: nothing is cut off, but a single outlier widens all steps.</source>
        <translation>Deckt jeden gesehenen Wert ab: nichts wird abgeschnitten, doch ein einziger Ausreißer verbreitert alle Stufen.</translation>
    </message>
</context>
<context>
    <name>calibrator.moving_average</name>
    <message>
        <source>Average of minima and maxima</source>
        <translation>Mittel der Minima und Maxima</translation>
    </message>
</context>
<context>
    <name>calibrator.moving_average.about</name>
    <message>
        <source>Covers from the mean of the samples&apos; minima to the mean of their maxima: an outlier counts as much as its sample.</source>
        <translation>Reicht vom Mittel der Minima der Proben bis zum Mittel ihrer Maxima: ein Ausreißer zählt so viel wie seine Probe.</translation>
    </message>
</context>
<context>
    <name>calibrator.mse</name>
    <message>
        <source>Least squared error</source>
        <translation>Kleinster quadratischer Fehler</translation>
    </message>
</context>
<context>
    <name>calibrator.mse.about</name>
    <message>
        <source>Weighs what rounding costs against what cutting off costs, for the least squared error of the values.</source>
        <translation>Wägt ab, was Runden und was Abschneiden kostet, für den kleinsten quadratischen Fehler der Werte.</translation>
    </message>
</context>
<context>
    <name>calibrator.percentile</name>
    <message>
        <source>Percentile</source>
        <translation>Perzentil</translation>
    </message>
</context>
<context>
    <name>calibrator.percentile.about</name>
    <message>
        <source>Covers all but a small share of the values, by default all but one in 100,000.</source>
        <translation>Deckt alle bis auf einen kleinen Teil der Werte ab, ohne weitere Angabe alle bis auf einen von 100.000.</translation>
    </message>
</context>
<context>
    <name>cli.calibrate_nothing</name>
    <message>
        <source>--calibrate is given, and nothing is calibrated</source>
        <translation>--calibrate ist angegeben, und nichts wird kalibriert</translation>
    </message>
</context>
<context>
    <name>cli.calibrate_nothing.remedy</name>
    <message>
        <source>add --activations static, or +gptq or +bias_correction to a scheme</source>
        <translation>--activations static ergänzen, oder +gptq oder +bias_correction an ein Schema</translation>
    </message>
</context>
<context>
    <name>cli.format_activations</name>
    <message>
        <source>format %1 does not go with these activations</source>
        <translation>Format %1 passt nicht zu diesen Aktivierungen</translation>
    </message>
</context>
<context>
    <name>cli.format_activations.remedy</name>
    <message>
        <source>use weights or weights-dq with --activations none or float16, dynamic with dynamic, qdq or qoperator with static</source>
        <translation>weights oder weights-dq mit --activations none oder float16, dynamic mit dynamic, qdq oder qoperator mit static</translation>
    </message>
</context>
<context>
    <name>cli.gain_by_data</name>
    <message>
        <source>layers of at most 4 bits that make no use of the data: %1; with +gptq+bias_correction behind their spec and --calibrate, outputs had %2 dB less error, the mean over %3 nets</source>
        <translation>Schichten mit höchstens 4 Bit, die die Daten nicht nutzen: %1; mit +gptq+bias_correction hinter ihrer Angabe und --calibrate hatten Ausgaben %2 dB weniger Fehler, im Mittel über %3 Netze</translation>
    </message>
</context>
<context>
    <name>cli.give_data</name>
    <message>
        <source>name them by --data</source>
        <translation>mit --data angeben</translation>
    </message>
</context>
<context>
    <name>cli.known_commands</name>
    <message>
        <source>use one of %1</source>
        <translation>einen von diesen verwenden: %1</translation>
    </message>
</context>
<context>
    <name>cli.name_an_archive</name>
    <message>
        <source>name an archive, such as net.onnx.zst</source>
        <translation>nenne ein Archiv, etwa net.onnx.zst</translation>
    </message>
</context>
<context>
    <name>cli.name_variants</name>
    <message>
        <source>name variants with --variant or --variant-file</source>
        <translation>nennen Sie Varianten mit --variant oder --variant-file</translation>
    </message>
</context>
<context>
    <name>cli.no_variants</name>
    <message>
        <source>there is nothing to compare</source>
        <translation>es gibt nichts zu vergleichen</translation>
    </message>
</context>
<context>
    <name>cli.not_an_archive</name>
    <message>
        <source>its name ends neither in .zst nor in .xz</source>
        <translation>sein Name endet weder auf .zst noch auf .xz</translation>
    </message>
</context>
<context>
    <name>cli.percentile_nothing</name>
    <message>
        <source>--percentile is given, and no calibrator reads it</source>
        <translation>--percentile ist angegeben, und kein Kalibrierverfahren liest es</translation>
    </message>
</context>
<context>
    <name>cli.percentile_nothing.remedy</name>
    <message>
        <source>add --calibrator percentile</source>
        <translation>--calibrator percentile angeben</translation>
    </message>
</context>
<context>
    <name>cli.preprocess_nothing</name>
    <message>
        <source>--preprocess needs data to work on</source>
        <translation>--preprocess braucht Daten, auf die es wirkt</translation>
    </message>
</context>
<context>
    <name>cli.shape</name>
    <message>
        <source>is no shape of an input</source>
        <translation>ist keine Form eines Eingangs</translation>
    </message>
</context>
<context>
    <name>cli.shape.remedy</name>
    <message>
        <source>name input and sizes, as in --shape input_ids=1x128,8x512</source>
        <translation>Eingang und Größen nennen, wie in --shape input_ids=1x128,8x512</translation>
    </message>
</context>
<context>
    <name>cli.shapes_differ</name>
    <message>
        <source>has another number of shapes than other inputs</source>
        <translation>hat eine andere Zahl von Formen als andere Eingänge</translation>
    </message>
</context>
<context>
    <name>cli.sizes_nothing</name>
    <message>
        <source>%1 is given, and format %2 chooses no forms by it</source>
        <translation>%1 ist angegeben, aber das Format %2 wählt danach keine Formen</translation>
    </message>
</context>
<context>
    <name>cli.sizes_nothing.remedy</name>
    <message>
        <source>leave it out, or use --format auto</source>
        <translation>weglassen oder --format auto verwenden</translation>
    </message>
</context>
<context>
    <name>cli.unknown_command</name>
    <message>
        <source>unknown command %1</source>
        <translation>unbekannter Befehl %1</translation>
    </message>
</context>
<context>
    <name>compare.all_lost</name>
    <message>
        <source>all of its outputs are infinite or not a number where the original&apos;s are not: it is useless</source>
        <translation>Alle seine Ausgaben sind unendlich oder keine Zahl, wo die des Originals es nicht sind: Es ist unbrauchbar</translation>
    </message>
</context>
<context>
    <name>compare.bad_batch</name>
    <message>
        <source>a batch holds at least one sample</source>
        <translation>ein Stapel enthält mindestens eine Probe</translation>
    </message>
</context>
<context>
    <name>compare.batch_fails</name>
    <message>
        <source>not timed with batches of %1: %2</source>
        <translation>mit Stapeln von %1 nicht gemessen: %2</translation>
    </message>
</context>
<context>
    <name>compare.blocks_returned</name>
    <message>
        <source>memory and times to load are those on a heap that gives large blocks back, so that measuring a large model takes no more than it: with glibc&apos;s defaults the peak may be up to twice the weights</source>
        <translation>Speicher und Ladezeiten gelten für einen Heap, der große Blöcke zurückgibt, damit das Messen eines großen Modells nicht mehr braucht als dieses: mit den Voreinstellungen der glibc kann die Spitze bis zum Doppelten der Gewichte betragen</translation>
    </message>
</context>
<context>
    <name>compare.done</name>
    <message>
        <source>Compared</source>
        <translation>Verglichen</translation>
    </message>
</context>
<context>
    <name>compare.failed</name>
    <message>
        <source>%1</source>
        <translation>%1</translation>
    </message>
</context>
<context>
    <name>compare.fixed_batch</name>
    <message>
        <source>the model takes batches of %1 and no others: timed with those</source>
        <translation>das Modell nimmt nur Stapel von %1: damit gemessen</translation>
    </message>
</context>
<context>
    <name>compare.float_ends</name>
    <message>
        <source>its inputs or outputs are no floats: all but its size is that of the same model with the original&apos;s</source>
        <translation>seine Ein- oder Ausgaben sind keine Gleitkommazahlen: Alles außer der Größe gilt für dasselbe Modell mit denen des Originals</translation>
    </message>
</context>
<context>
    <name>compare.labels_beyond</name>
    <message>
        <source>the highest label is %1, but there are only %2 classes: such samples count as missed</source>
        <translation>das höchste Label ist %1, es gibt aber nur %2 Klassen: solche Proben zählen als verfehlt</translation>
    </message>
</context>
<context>
    <name>compare.measuring</name>
    <message>
        <source>Measuring variants: %1 of %2 done</source>
        <translation>Varianten werden gemessen: %1 von %2 fertig</translation>
    </message>
</context>
<context>
    <name>compare.name_twice</name>
    <message>
        <source>two variants have one name</source>
        <translation>zwei Varianten tragen denselben Namen</translation>
    </message>
</context>
<context>
    <name>compare.no_arithmetic</name>
    <message>
        <source>which share of it runs in integers is not known: %1</source>
        <translation>welcher Anteil davon ganzzahlig rechnet, ist nicht bekannt: %1</translation>
    </message>
</context>
<context>
    <name>compare.no_classifier</name>
    <message>
        <source>there are labels, but no single output of one score a class: no accuracy</source>
        <translation>es gibt Labels, aber keine einzelne Ausgabe mit einem Wert je Klasse: keine Genauigkeit</translation>
    </message>
</context>
<context>
    <name>compare.no_outputs</name>
    <message>
        <source>it ran, but none of its outputs can be compared (sequences, maps or strings): no fidelity</source>
        <translation>Es lief, aber keiner seiner Ausgänge lässt sich vergleichen (Folgen, Zuordnungen oder Zeichenketten): keine Treue</translation>
    </message>
</context>
<context>
    <name>compare.non_finite</name>
    <message>
        <source>%1 of its output values are infinite or not a number</source>
        <translation>%1 der Ausgabewerte sind unendlich oder keine Zahl</translation>
    </message>
</context>
<context>
    <name>compare.not_kept</name>
    <message>
        <source>results are not kept: %1</source>
        <translation>Ergebnisse werden nicht aufbewahrt: %1</translation>
    </message>
</context>
<context>
    <name>compare.original_fails</name>
    <message>
        <source>the original does not run, so only sizes are compared: %1</source>
        <translation>das Original läuft nicht, daher werden nur Größen verglichen: %1</translation>
    </message>
</context>
<context>
    <name>compare.other_outputs</name>
    <message>
        <source>its outputs have another number or shape than the original&apos;s: no fidelity</source>
        <translation>die Ausgaben haben andere Anzahl oder Form als die des Originals: keine Treue</translation>
    </message>
</context>
<context>
    <name>compare.packing</name>
    <message>
        <source>Packing: %1 of %2 done</source>
        <translation>Packen: %1 von %2 fertig</translation>
    </message>
</context>
<context>
    <name>compare.rename</name>
    <message>
        <source>give each its own; the model itself is called original</source>
        <translation>jeder einen eigenen geben; das Modell selbst heißt original</translation>
    </message>
</context>
<context>
    <name>compare.shape_fails</name>
    <message>
        <source>not timed at %1: %2</source>
        <translation>nicht gemessen bei %1: %2</translation>
    </message>
</context>
<context>
    <name>compare.shape_memory_fails</name>
    <message>
        <source>its memory at %1 is not known: %2</source>
        <translation>sein Speicher bei %1 ist nicht bekannt: %2</translation>
    </message>
</context>
<context>
    <name>compare.skipped</name>
    <message>
        <source>%1 stays as it is: %2</source>
        <translation>%1 bleibt unverändert: %2</translation>
    </message>
</context>
<context>
    <name>compare.stored</name>
    <message>
        <source>%1 of %2 variants were measured before: taken from %3</source>
        <translation>%1 von %2 Varianten wurden früher gemessen: übernommen aus %3</translation>
    </message>
</context>
<context>
    <name>compare.synthesised</name>
    <message>
        <source>no data were given: inputs are synthesised, so fidelity is that on made-up inputs</source>
        <translation>keine Daten angegeben: Eingaben sind künstlich erzeugt, die Treue gilt also nur für erfundene Eingaben</translation>
    </message>
</context>
<context>
    <name>compare.synthesised_ranges</name>
    <message>
        <source>no calibration data were given: ranges of activations are those of made-up inputs</source>
        <translation>keine Kalibrierdaten angegeben: die Bereiche der Aktivierungen sind die erfundener Eingaben</translation>
    </message>
</context>
<context>
    <name>compare.tokens_alone</name>
    <message>
        <source>all outputs are too many to be kept: variants are judged by %1, added up token by token</source>
        <translation>alle Ausgaben sind zu viele, um sie aufzuheben: Varianten werden nach %1 beurteilt, Token für Token summiert</translation>
    </message>
</context>
<context>
    <name>compare.unexpected</name>
    <message>
        <source>could not be measured: %1</source>
        <translation>konnte nicht gemessen werden: %1</translation>
    </message>
</context>
<context>
    <name>compare.whole_numbers</name>
    <message>
        <source>output %1 holds whole numbers: %2 % of them are the original&apos;s</source>
        <translation>Ausgang %1 enthält ganze Zahlen: %2 % davon sind die des Originals</translation>
    </message>
</context>
<context>
    <name>compress.layer</name>
    <message>
        <source>Compressing %1</source>
        <translation>%1 wird komprimiert</translation>
    </message>
</context>
<context>
    <name>compress.little</name>
    <message>
        <source>%1 % of the floats stay as they are, most of them (%2 tensors, the first of %3) for this reason: %4</source>
        <translation>%1 % der Gleitkommazahlen bleiben, wie sie sind, die meisten (%2 Tensoren, der erste bei %3) aus diesem Grund: %4</translation>
    </message>
</context>
<context>
    <name>compress.name_data</name>
    <message>
        <source>choose data that fit the model: --calibrate DATA, in the window under Data</source>
        <translation>wähle Daten, die zum Modell passen: --calibrate DATEN, im Fenster unter Daten</translation>
    </message>
</context>
<context>
    <name>compress.no_data</name>
    <message>
        <source>%1 needs calibration data</source>
        <translation>%1 braucht Kalibrierdaten</translation>
    </message>
</context>
<context>
    <name>compress.no_memory</name>
    <message>
        <source>not enough memory to compress a layer</source>
        <translation>nicht genug Speicher, um eine Schicht zu komprimieren</translation>
    </message>
</context>
<context>
    <name>compress.nothing</name>
    <message>
        <source>nothing was compressed: %1 tensors stay as they are for this reason, the first of %2: %3</source>
        <translation>Nichts wurde komprimiert: %1 Tensoren bleiben aus diesem Grund, wie sie sind, der erste bei %2: %3</translation>
    </message>
</context>
<context>
    <name>compress.nothing_stored</name>
    <message>
        <source>nothing was compressed: the model stores no floats</source>
        <translation>Nichts wurde komprimiert: Das Modell speichert keine Gleitkommazahlen</translation>
    </message>
</context>
<context>
    <name>compress.two_scalings</name>
    <message>
        <source>%1 and %2 both scale what layers read</source>
        <translation>%1 und %2 skalieren beide, was Schichten lesen</translation>
    </message>
</context>
<context>
    <name>compress.two_scalings.remedy</name>
    <message>
        <source>use one of them in a recipe</source>
        <translation>verwende eines von beiden in einem Rezept</translation>
    </message>
</context>
<context>
    <name>data.array_does_not_fit</name>
    <message>
        <source>the array %1 of shape %2 does not fit an input of shape %3</source>
        <translation>das Array %1 der Form %2 passt nicht zu einer Eingabe der Form %3</translation>
    </message>
</context>
<context>
    <name>data.arrays_unused</name>
    <message>
        <source>arrays that are no input of the model are left out: %1</source>
        <translation>Arrays, die keine Eingabe des Modells sind, bleiben weg: %1</translation>
    </message>
</context>
<context>
    <name>data.bad_label</name>
    <message>
        <source>holds the label %1, which is no class: classes are 0, 1, 2 …</source>
        <translation>enthält das Label %1, das keine Klasse ist: Klassen sind 0, 1, 2 …</translation>
    </message>
</context>
<context>
    <name>data.carried_states</name>
    <message>
        <source>%1 steps in a row: what the model gives as %2, its next step reads as %3</source>
        <translation>%1 Schritte hintereinander: was das Modell als %2 ausgibt, liest sein nächster Schritt als %3</translation>
    </message>
</context>
<context>
    <name>data.conversion_failed</name>
    <message>
        <source>the images cannot be converted: %1</source>
        <translation>die Bilder können nicht umgewandelt werden: %1</translation>
    </message>
</context>
<context>
    <name>data.csv.files</name>
    <message>
        <source>CSV tables</source>
        <translation>CSV-Tabellen</translation>
    </message>
</context>
<context>
    <name>data.csv.name</name>
    <message>
        <source>CSV table</source>
        <translation>CSV-Tabelle</translation>
    </message>
</context>
<context>
    <name>data.csv.sentence</name>
    <message>
        <source>A row a sample; a last column called “label” holds the classes.</source>
        <translation>Eine Zeile je Beispiel; eine letzte Spalte namens „label“ enthält die Klassen.</translation>
    </message>
</context>
<context>
    <name>data.csv_binary</name>
    <message>
        <source>is no text: it holds bytes of zero</source>
        <translation>ist kein Text: enthält Null-Bytes</translation>
    </message>
</context>
<context>
    <name>data.csv_decimal_comma</name>
    <message>
        <source>a comma in a number of the table is read as its decimal sign</source>
        <translation>ein Komma in einer Zahl der Tabelle wird als Dezimalzeichen gelesen</translation>
    </message>
</context>
<context>
    <name>data.csv_empty_cell</name>
    <message>
        <source>has an empty cell</source>
        <translation>hat eine leere Zelle</translation>
    </message>
</context>
<context>
    <name>data.csv_header</name>
    <message>
        <source>a header is a row of names, in which labels are called label</source>
        <translation>eine Kopfzeile ist eine Zeile von Namen, in der Labels label heißen</translation>
    </message>
</context>
<context>
    <name>data.csv_label_no_name</name>
    <message>
        <source>holds the label &quot;%1&quot;, where the labels before it are names</source>
        <translation>enthält das Label „%1“, während die Labels davor Namen sind</translation>
    </message>
</context>
<context>
    <name>data.csv_no_number</name>
    <message>
        <source>holds &quot;%1&quot;, which is no finite number</source>
        <translation>enthält „%1“, das keine endliche Zahl ist</translation>
    </message>
</context>
<context>
    <name>data.csv_no_rows</name>
    <message>
        <source>holds no rows of numbers</source>
        <translation>enthält keine Zeilen mit Zahlen</translation>
    </message>
</context>
<context>
    <name>data.csv_one_sign</name>
    <message>
        <source>write all numbers with one decimal sign, and nothing between thousands</source>
        <translation>alle Zahlen mit einem Dezimalzeichen und ohne Tausendertrennung schreiben</translation>
    </message>
</context>
<context>
    <name>data.csv_only_labels</name>
    <message>
        <source>holds labels and nothing else</source>
        <translation>enthält Labels und sonst nichts</translation>
    </message>
</context>
<context>
    <name>data.csv_quote</name>
    <message>
        <source>has a quote that is not closed</source>
        <translation>hat ein Anführungszeichen, das nicht geschlossen wird</translation>
    </message>
</context>
<context>
    <name>data.csv_ragged</name>
    <message>
        <source>has a row of %1 cells where the first has %2</source>
        <translation>hat eine Zeile mit %1 Zellen, die erste hat %2</translation>
    </message>
</context>
<context>
    <name>data.csv_two_signs</name>
    <message>
        <source>holds &quot;%1&quot;, but has numbers with the decimal sign &quot;%2&quot; before it</source>
        <translation>enthält „%1“, hat davor aber Zahlen mit dem Dezimalzeichen „%2“</translation>
    </message>
</context>
<context>
    <name>data.csv_utf16</name>
    <message>
        <source>is written in UTF-16</source>
        <translation>ist in UTF-16 geschrieben</translation>
    </message>
</context>
<context>
    <name>data.csv_utf8</name>
    <message>
        <source>save it as UTF-8</source>
        <translation>als UTF-8 speichern</translation>
    </message>
</context>
<context>
    <name>data.empty</name>
    <message>
        <source>is empty (0 bytes)</source>
        <translation>ist leer (0 Bytes)</translation>
    </message>
</context>
<context>
    <name>data.fewer_classes</name>
    <message>
        <source>the data name %1 classes and the model has %2: those of the data are taken for its first</source>
        <translation>die Daten nennen %1 Klassen, das Modell hat %2: die der Daten werden für dessen erste gehalten</translation>
    </message>
</context>
<context>
    <name>data.field.file</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
</context>
<context>
    <name>data.field.folder</name>
    <message>
        <source>&amp;Folder</source>
        <translation>&amp;Ordner</translation>
    </message>
</context>
<context>
    <name>data.field.images</name>
    <message>
        <source>&amp;Images</source>
        <translation>&amp;Bilder</translation>
    </message>
</context>
<context>
    <name>data.field.labels</name>
    <message>
        <source>La&amp;bels</source>
        <translation>&amp;Klassen</translation>
    </message>
</context>
<context>
    <name>data.field.text</name>
    <message>
        <source>&amp;Text</source>
        <translation>&amp;Text</translation>
    </message>
</context>
<context>
    <name>data.field.tokenizer</name>
    <message>
        <source>To&amp;kenizer</source>
        <translation>To&amp;kenizer</translation>
    </message>
</context>
<context>
    <name>data.field.values</name>
    <message>
        <source>&amp;Values</source>
        <translation>Wer&amp;te</translation>
    </message>
</context>
<context>
    <name>data.file_limit</name>
    <message>
        <source>has %1 bytes; files of data are read up to 8 GiB</source>
        <translation>hat %1 Bytes; Datendateien werden bis 8 GiB gelesen</translation>
    </message>
</context>
<context>
    <name>data.folder_empty</name>
    <message>
        <source>holds no PNG, JPEG or BMP images</source>
        <translation>enthält keine PNG-, JPEG- oder BMP-Bilder</translation>
    </message>
</context>
<context>
    <name>data.folder_form</name>
    <message>
        <source>a folder of data has one folder a class, and the images of each class in it</source>
        <translation>ein Datenordner enthält einen Ordner je Klasse und darin deren Bilder</translation>
    </message>
</context>
<context>
    <name>data.folder_left_out</name>
    <message>
        <source>left out of the folder of images: %1 that are no PNG, JPEG or BMP in a class folder</source>
        <translation>aus dem Bilderordner weggelassen: %1 Einträge, die kein PNG, JPEG oder BMP in einem Klassenordner sind</translation>
    </message>
</context>
<context>
    <name>data.folders_by_number</name>
    <message>
        <source>the class folders are numbers and sorted as such, not as text; classes are: %1</source>
        <translation>die Klassenordner sind Zahlen und werden als solche sortiert, nicht als Text; die Klassen sind: %1</translation>
    </message>
</context>
<context>
    <name>data.folders_by_text</name>
    <message>
        <source>the class folders are sorted as text, so that 10 stands before 2; classes are: %1</source>
        <translation>die Klassenordner werden als Text sortiert, sodass 10 vor 2 steht; die Klassen sind: %1</translation>
    </message>
</context>
<context>
    <name>data.give_resize</name>
    <message>
        <source>give one size by resize in --preprocess</source>
        <translation>mit resize in --preprocess eine einheitliche Größe angeben</translation>
    </message>
</context>
<context>
    <name>data.gzip_damaged</name>
    <message>
        <source>its gzip stream is damaged, cut off, or has other bytes behind its end</source>
        <translation>der gzip-Datenstrom ist beschädigt, abgeschnitten oder hat fremde Bytes hinter seinem Ende</translation>
    </message>
</context>
<context>
    <name>data.idx.files</name>
    <message>
        <source>IDX files</source>
        <translation>IDX-Dateien</translation>
    </message>
</context>
<context>
    <name>data.idx.name</name>
    <message>
        <source>IDX files</source>
        <translation>IDX-Dateien</translation>
    </message>
</context>
<context>
    <name>data.idx.sentence</name>
    <message>
        <source>Images and labels as MNIST has them, plain or gzipped.</source>
        <translation>Bilder und Klassen wie bei MNIST, roh oder mit gzip gepackt.</translation>
    </message>
</context>
<context>
    <name>data.idx_form</name>
    <message>
        <source>an IDX file begins with the bytes 0, 0, its type (8: unsigned bytes) and its number of dimensions</source>
        <translation>eine IDX-Datei beginnt mit den Bytes 0, 0, ihrem Typ (8: vorzeichenlose Bytes) und der Zahl ihrer Dimensionen</translation>
    </message>
</context>
<context>
    <name>data.idx_header_cut</name>
    <message>
        <source>is cut off inside its header</source>
        <translation>ist im Kopf abgeschnitten</translation>
    </message>
</context>
<context>
    <name>data.idx_impossible</name>
    <message>
        <source>declares %1 values, more than a file of %2 bytes can hold</source>
        <translation>gibt %1 Werte an, mehr als eine Datei von %2 Bytes enthalten kann</translation>
    </message>
</context>
<context>
    <name>data.idx_limit</name>
    <message>
        <source>declares %1 values, more than the limit of %2</source>
        <translation>gibt %1 Werte an, mehr als die Grenze von %2</translation>
    </message>
</context>
<context>
    <name>data.idx_long</name>
    <message>
        <source>holds more than the %1 values it declares</source>
        <translation>enthält mehr als die angegebenen %1 Werte</translation>
    </message>
</context>
<context>
    <name>data.idx_rank</name>
    <message>
        <source>has %1 dimensions; labels have 1 or 2, samples 2 to 4</source>
        <translation>hat %1 Dimensionen; Labels haben 1 oder 2, Beispiele 2 bis 4</translation>
    </message>
</context>
<context>
    <name>data.idx_short</name>
    <message>
        <source>declares %1 values but holds only %2</source>
        <translation>gibt %1 Werte an, enthält aber nur %2</translation>
    </message>
</context>
<context>
    <name>data.image_channels</name>
    <message>
        <source>holds images of %1 channels; 1, 3 or 4 are read</source>
        <translation>enthält Bilder mit %1 Kanälen; gelesen werden 1, 3 oder 4</translation>
    </message>
</context>
<context>
    <name>data.image_damaged</name>
    <message>
        <source>is an image that is damaged or cut off</source>
        <translation>ist ein beschädigtes oder abgeschnittenes Bild</translation>
    </message>
</context>
<context>
    <name>data.image_limit</name>
    <message>
        <source>is an image of %1 x %2 pixels; from 1 x 1 to 67 million are read</source>
        <translation>ist ein Bild von %1 x %2 Pixeln; gelesen werden 1 x 1 bis 67 Millionen</translation>
    </message>
</context>
<context>
    <name>data.image_size</name>
    <message>
        <source>images of %1 x %2 pixels cannot be made</source>
        <translation>Bilder von %1 x %2 Pixeln können nicht erzeugt werden</translation>
    </message>
</context>
<context>
    <name>data.images.name</name>
    <message>
        <source>Folder of images</source>
        <translation>Ordner mit Bildern</translation>
    </message>
</context>
<context>
    <name>data.images.sentence</name>
    <message>
        <source>A folder with one folder a class, of PNG, JPEG or BMP files.</source>
        <translation>Ein Ordner mit einem Unterordner je Klasse, darin PNG-, JPEG- oder BMP-Dateien.</translation>
    </message>
</context>
<context>
    <name>data.images_as_labels</name>
    <message>
        <source>holds no labels: it has %1 dimensions, labels have 1 or 2</source>
        <translation>enthält keine Labels: es sind %1 Dimensionen, Labels haben 1 oder 2</translation>
    </message>
</context>
<context>
    <name>data.images_do_not_fit</name>
    <message>
        <source>images of %1 x %2 pixels with %3 channel(s) do not fit an input of shape %4</source>
        <translation>Bilder von %1 x %2 Pixeln mit %3 Kanal/Kanälen passen nicht zu einer Eingabe der Form %4</translation>
    </message>
</context>
<context>
    <name>data.images_first</name>
    <message>
        <source>name the images first and the labels second</source>
        <translation>zuerst die Bilder, dann die Labels angeben</translation>
    </message>
</context>
<context>
    <name>data.known_forms</name>
    <message>
        <source>use &apos;sample&apos;, a folder of class folders or of ONNX test data, IMAGES-idx[.gz][,LABELS-idx[.gz]], FILE.npz, FILE.csv or FILE.txt,TOKENIZER.json</source>
        <translation>nehmen Sie „sample“, einen Ordner mit Klassenordnern oder mit ONNX-Testdaten, IMAGES-idx[.gz][,LABELS-idx[.gz]], FILE.npz, FILE.csv oder FILE.txt,TOKENIZER.json</translation>
    </message>
</context>
<context>
    <name>data.label_beyond</name>
    <message>
        <source>holds the label %1, but the model has %2 classes: 0 to %3</source>
        <translation>enthält das Label %1, aber das Modell hat %2 Klassen: 0 bis %3</translation>
    </message>
</context>
<context>
    <name>data.label_count</name>
    <message>
        <source>holds %1 labels for %2 samples</source>
        <translation>enthält %1 Labels für %2 Proben</translation>
    </message>
</context>
<context>
    <name>data.label_empty</name>
    <message>
        <source>holds an empty label</source>
        <translation>enthält ein leeres Label</translation>
    </message>
</context>
<context>
    <name>data.label_forms</name>
    <message>
        <source>give one class a sample, as a whole number from 0 on</source>
        <translation>je Beispiel eine Klasse als ganze Zahl ab 0 angeben</translation>
    </message>
</context>
<context>
    <name>data.label_order</name>
    <message>
        <source>classes are counted from 0 on, in the order of the model&apos;s outputs</source>
        <translation>Klassen werden ab 0 gezählt, in der Reihenfolge der Ausgaben des Modells</translation>
    </message>
</context>
<context>
    <name>data.label_shape</name>
    <message>
        <source>holds labels of shape %1; one a sample is read</source>
        <translation>enthält Labels der Form %1; gelesen wird eines je Probe</translation>
    </message>
</context>
<context>
    <name>data.labels_as_images</name>
    <message>
        <source>holds no samples: it has %1 dimension, samples have 2 to 4</source>
        <translation>enthält keine Beispiele: es ist %1 Dimension, Beispiele haben 2 bis 4</translation>
    </message>
</context>
<context>
    <name>data.labels_by_name</name>
    <message>
        <source>the labels are names, and classes are numbered in their sorted order: %1</source>
        <translation>die Labels sind Namen, und Klassen werden in deren sortierter Reihenfolge nummeriert: %1</translation>
    </message>
</context>
<context>
    <name>data.labels_of_outputs</name>
    <message>
        <source>the labels are the classes that the stored outputs score highest, not the truth</source>
        <translation>die Labels sind die Klassen, die in den gespeicherten Ausgaben am höchsten bewertet sind, nicht die Wahrheit</translation>
    </message>
</context>
<context>
    <name>data.labels_one_hot</name>
    <message>
        <source>the labels are rows of %1 columns: the class is the column that holds the 1</source>
        <translation>die Labels sind Zeilen von %1 Spalten: die Klasse ist die Spalte mit der 1</translation>
    </message>
</context>
<context>
    <name>data.names_beyond</name>
    <message>
        <source>%1 is of class %2, but the model has %3 classes, 0 to %4: such samples count as missed</source>
        <translation>%1 gehört zu Klasse %2, aber das Modell hat %3 Klassen, 0 bis %4: solche Beispiele zählen als verfehlt</translation>
    </message>
</context>
<context>
    <name>data.no_codecs</name>
    <message>
        <source>the library that decodes images is missing</source>
        <translation>die Bibliothek, die Bilder dekodiert, fehlt</translation>
    </message>
</context>
<context>
    <name>data.no_codecs.remedy</name>
    <message>
        <source>install Bitwright again</source>
        <translation>Bitwright neu installieren</translation>
    </message>
</context>
<context>
    <name>data.no_images</name>
    <message>
        <source>holds no images</source>
        <translation>enthält keine Bilder</translation>
    </message>
</context>
<context>
    <name>data.no_samples</name>
    <message>
        <source>holds no samples</source>
        <translation>enthält keine Proben</translation>
    </message>
</context>
<context>
    <name>data.no_such_inputs</name>
    <message>
        <source>no array is named like an input of the model: the arrays are %1, the inputs %2</source>
        <translation>kein Array heißt wie eine Eingabe des Modells: die Arrays sind %1, die Eingaben %2</translation>
    </message>
</context>
<context>
    <name>data.no_test_inputs</name>
    <message>
        <source>holds no input_0.pb</source>
        <translation>enthält kein input_0.pb</translation>
    </message>
</context>
<context>
    <name>data.none.calibration</name>
    <message>
        <source>Inputs are drawn at random: ranges are those of values that no real data may give.</source>
        <translation>Eingaben werden gewürfelt: Bereiche sind dann die von Werten, die echte Daten vielleicht nie geben.</translation>
    </message>
</context>
<context>
    <name>data.none.name</name>
    <message>
        <source>None: made up</source>
        <translation>Keine: erzeugt</translation>
    </message>
</context>
<context>
    <name>data.none.sentence</name>
    <message>
        <source>Inputs are drawn at random. There are no labels: variants are judged by how far they stay with the original.</source>
        <translation>Eingaben werden zufällig gezogen. Es gibt keine Klassen: Varianten werden danach beurteilt, wie nah sie beim Original bleiben.</translation>
    </message>
</context>
<context>
    <name>data.not_finite</name>
    <message>
        <source>holds a value that is infinite or not a number, element %1</source>
        <translation>enthält einen Wert, der unendlich oder keine Zahl ist, Element %1</translation>
    </message>
</context>
<context>
    <name>data.not_idx</name>
    <message>
        <source>is not an IDX file: it begins with %1</source>
        <translation>ist keine IDX-Datei: beginnt mit %1</translation>
    </message>
</context>
<context>
    <name>data.not_image</name>
    <message>
        <source>is no PNG, JPEG or BMP image</source>
        <translation>ist kein PNG-, JPEG- oder BMP-Bild</translation>
    </message>
</context>
<context>
    <name>data.not_npy</name>
    <message>
        <source>is not an array of NumPy</source>
        <translation>ist kein NumPy-Array</translation>
    </message>
</context>
<context>
    <name>data.not_one_hot</name>
    <message>
        <source>holds labels of shape %1 that are not one-hot: a row has no single 1, or other values than 0 and 1</source>
        <translation>enthält Labels der Form %1, die nicht one-hot sind: eine Zeile hat keine einzelne 1 oder andere Werte als 0 und 1</translation>
    </message>
</context>
<context>
    <name>data.not_zip</name>
    <message>
        <source>is not a NumPy archive: it is no ZIP file</source>
        <translation>ist kein NumPy-Archiv: keine ZIP-Datei</translation>
    </message>
</context>
<context>
    <name>data.nothing_to_read</name>
    <message>
        <source>names no data to read</source>
        <translation>nennt keine Daten, die zu lesen wären</translation>
    </message>
</context>
<context>
    <name>data.npy_cut</name>
    <message>
        <source>is cut off inside its array header</source>
        <translation>ist im Kopf des Arrays abgeschnitten</translation>
    </message>
</context>
<context>
    <name>data.npy_header</name>
    <message>
        <source>has an array header that is not as NumPy writes it, or is of a structured type</source>
        <translation>hat einen Array-Kopf, den NumPy so nicht schreibt, oder einen strukturierten Typ</translation>
    </message>
</context>
<context>
    <name>data.npy_header_long</name>
    <message>
        <source>has an array header of more than 64 KiB</source>
        <translation>hat einen Array-Kopf von mehr als 64 KiB</translation>
    </message>
</context>
<context>
    <name>data.npy_limit</name>
    <message>
        <source>declares %1 values of %2, more than 4 GiB</source>
        <translation>gibt %1 Werte von %2 an, mehr als 4 GiB</translation>
    </message>
</context>
<context>
    <name>data.npy_no_text</name>
    <message>
        <source>holds a text that is no Unicode, element %1</source>
        <translation>enthält einen Text, der kein Unicode ist, Element %1</translation>
    </message>
</context>
<context>
    <name>data.npy_size</name>
    <message>
        <source>declares %1 values of %2, which take %3 bytes, but has %4</source>
        <translation>gibt %1 Werte von %2 an, die %3 Bytes brauchen, hat aber %4</translation>
    </message>
</context>
<context>
    <name>data.npy_text</name>
    <message>
        <source>holds texts, which no input is fed with</source>
        <translation>enthält Texte, die keinem Eingang gegeben werden</translation>
    </message>
</context>
<context>
    <name>data.npy_texts</name>
    <message>
        <source>texts are read as labels only, from the array labels</source>
        <translation>Texte werden nur als Labels gelesen, aus dem Array labels</translation>
    </message>
</context>
<context>
    <name>data.npy_type</name>
    <message>
        <source>holds values of type %1, which is not supported</source>
        <translation>enthält Werte vom Typ %1, der nicht unterstützt wird</translation>
    </message>
</context>
<context>
    <name>data.npy_types</name>
    <message>
        <source>floats, integers and booleans are read, and texts as labels; objects are pickles and never are</source>
        <translation>gelesen werden Gleitkommazahlen, ganze Zahlen und Wahrheitswerte, Texte als Labels; Objekte sind Pickles und werden nie gelesen</translation>
    </message>
</context>
<context>
    <name>data.npy_values_cut</name>
    <message>
        <source>has array values that are damaged or cut off</source>
        <translation>hat beschädigte oder abgeschnittene Array-Werte</translation>
    </message>
</context>
<context>
    <name>data.npy_version</name>
    <message>
        <source>is an array of NumPy&apos;s format %1; formats 1 to 3 are read</source>
        <translation>ist ein Array im NumPy-Format %1; gelesen werden die Formate 1 bis 3</translation>
    </message>
</context>
<context>
    <name>data.npz_form</name>
    <message>
        <source>save arrays named like the model&apos;s inputs, and labels under labels</source>
        <translation>Arrays unter den Namen der Modelleingaben speichern und Labels unter labels</translation>
    </message>
</context>
<context>
    <name>data.npz_left_out</name>
    <message>
        <source>%1 in the archive is no array and is left out</source>
        <translation>%1 im Archiv ist kein Array und bleibt weg</translation>
    </message>
</context>
<context>
    <name>data.npz_no_arrays</name>
    <message>
        <source>holds no arrays to feed a model with</source>
        <translation>enthält keine Arrays für die Eingaben eines Modells</translation>
    </message>
</context>
<context>
    <name>data.npz_unread</name>
    <message>
        <source>arrays of the archive that cannot be read are left out: %1</source>
        <translation>Arrays des Archivs, die nicht gelesen werden können, bleiben weg: %1</translation>
    </message>
</context>
<context>
    <name>data.numpy.files</name>
    <message>
        <source>NumPy arrays</source>
        <translation>NumPy-Felder</translation>
    </message>
</context>
<context>
    <name>data.numpy.name</name>
    <message>
        <source>NumPy arrays</source>
        <translation>NumPy-Felder</translation>
    </message>
</context>
<context>
    <name>data.numpy.no_labels</name>
    <message>
        <source>not needed for .npz</source>
        <translation>bei .npz nicht nötig</translation>
    </message>
</context>
<context>
    <name>data.numpy.sentence</name>
    <message>
        <source>One .npz with arrays named like the inputs and “labels”, or an .npy of values and one of labels.</source>
        <translation>Eine .npz mit Feldern, die wie die Eingaben und „labels“ heißen, oder je eine .npy mit Werten und Klassen.</translation>
    </message>
</context>
<context>
    <name>data.onnx.name</name>
    <message>
        <source>ONNX test data</source>
        <translation>ONNX-Testdaten</translation>
    </message>
</context>
<context>
    <name>data.onnx.sentence</name>
    <message>
        <source>A folder of test_data_set_0 … with input_0.pb, as models are published with.</source>
        <translation>Ein Ordner mit test_data_set_0 … und input_0.pb, wie Modelle veröffentlicht werden.</translation>
    </message>
</context>
<context>
    <name>data.reading</name>
    <message>
        <source>reading the data</source>
        <translation>Daten werden gelesen</translation>
    </message>
</context>
<context>
    <name>data.rows_do_not_fit</name>
    <message>
        <source>data of shape %1 do not fit an input of shape %2</source>
        <translation>Daten der Form %1 passen nicht zu einer Eingabe der Form %2</translation>
    </message>
</context>
<context>
    <name>data.rows_form</name>
    <message>
        <source>the first dimension counts samples; labels of a CSV file stand in a last column that its header calls label</source>
        <translation>die erste Dimension zählt die Proben; Labels einer CSV-Datei stehen in einer letzten Spalte, die in der Kopfzeile label heißt</translation>
    </message>
</context>
<context>
    <name>data.sample.calibration</name>
    <message>
        <source>1,000 training images of Fashion-MNIST: nothing is judged on what it was tuned on.</source>
        <translation>1 000 Trainingsbilder von Fashion-MNIST: nichts wird an dem gemessen, worauf es abgestimmt wurde.</translation>
    </message>
</context>
<context>
    <name>data.sample.name</name>
    <message>
        <source>The bundled sample</source>
        <translation>Das mitgelieferte Beispiel</translation>
    </message>
</context>
<context>
    <name>data.sample.sentence</name>
    <message>
        <source>2,000 test images of Fashion-MNIST in ten classes.</source>
        <translation>2000 Testbilder von Fashion-MNIST in zehn Klassen.</translation>
    </message>
</context>
<context>
    <name>data.sizes_differ</name>
    <message>
        <source>has %1 x %2 pixels, the first image has %3 x %4, and the model takes any size</source>
        <translation>hat %1 x %2 Pixel, das erste Bild hat %3 x %4, und das Modell nimmt jede Größe</translation>
    </message>
</context>
<context>
    <name>data.state_not_finite</name>
    <message>
        <source>is infinite or not a number behind step %1</source>
        <translation>ist nach Schritt %1 unendlich oder keine Zahl</translation>
    </message>
</context>
<context>
    <name>data.state_type</name>
    <message>
        <source>is no tensor of numbers that a next step could read</source>
        <translation>ist kein Tensor aus Zahlen, den ein nächster Schritt lesen könnte</translation>
    </message>
</context>
<context>
    <name>data.steps_limit</name>
    <message>
        <source>takes more than 4 GiB with the states of its steps</source>
        <translation>braucht mit den Zuständen seiner Schritte mehr als 4 GiB</translation>
    </message>
</context>
<context>
    <name>data.tensor_type</name>
    <message>
        <source>holds values of %1, which are not fed</source>
        <translation>enthält Werte von %1, die nicht eingegeben werden</translation>
    </message>
</context>
<context>
    <name>data.test_data_form</name>
    <message>
        <source>ONNX test data are folders test_data_set_0 … with input_0.pb, input_1.pb …</source>
        <translation>ONNX-Testdaten sind Ordner test_data_set_0 … mit input_0.pb, input_1.pb …</translation>
    </message>
</context>
<context>
    <name>data.test_data_limit</name>
    <message>
        <source>holds more than 4 GiB of inputs</source>
        <translation>enthält mehr als 4 GiB an Eingaben</translation>
    </message>
</context>
<context>
    <name>data.text.files</name>
    <message>
        <source>Texts and tokenizers</source>
        <translation>Texte und Tokenizer</translation>
    </message>
</context>
<context>
    <name>data.text.name</name>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
</context>
<context>
    <name>data.text.no_tokenizer</name>
    <message>
        <source>is a text, which a tokenizer has to make ids</source>
        <translation>ist ein Text, den erst ein Tokenizer zu Nummern macht</translation>
    </message>
</context>
<context>
    <name>data.text.no_tokenizer.remedy</name>
    <message>
        <source>name the tokenizer.json of the model too</source>
        <translation>nennen Sie auch die tokenizer.json des Modells</translation>
    </message>
</context>
<context>
    <name>data.text.sentence</name>
    <message>
        <source>A text and the tokenizer that makes it ids: windows of 128 tokens.</source>
        <translation>Ein Text und der Tokenizer, der ihn zu Nummern macht: Fenster von 128 Tokens.</translation>
    </message>
</context>
<context>
    <name>data.too_large</name>
    <message>
        <source>does not fit into memory</source>
        <translation>passt nicht in den Speicher</translation>
    </message>
</context>
<context>
    <name>data.too_many_inputs</name>
    <message>
        <source>the test data have %1 inputs, the model has %2</source>
        <translation>die Testdaten haben %1 Eingaben, das Modell hat %2</translation>
    </message>
</context>
<context>
    <name>data.uneven_inputs</name>
    <message>
        <source>the first set of test data has %1 inputs, another has %2</source>
        <translation>der erste Satz Testdaten hat %1 Eingänge, ein anderer %2</translation>
    </message>
</context>
<context>
    <name>data.unknown_form</name>
    <message>
        <source>is no form of DATA: there is no such folder</source>
        <translation>ist keine Form von DATA: es gibt keinen solchen Ordner</translation>
    </message>
</context>
<context>
    <name>data.value_does_not_fit</name>
    <message>
        <source>the data hold %1, which an input of %2 cannot take</source>
        <translation>die Daten enthalten %1, das eine Eingabe von %2 nicht aufnehmen kann</translation>
    </message>
</context>
<context>
    <name>data.zip_damaged</name>
    <message>
        <source>is a ZIP file that is damaged or cut off</source>
        <translation>ist eine beschädigte oder abgeschnittene ZIP-Datei</translation>
    </message>
</context>
<context>
    <name>data.zip_encrypted</name>
    <message>
        <source>holds a file that is encrypted</source>
        <translation>enthält eine verschlüsselte Datei</translation>
    </message>
</context>
<context>
    <name>data.zip_impossible</name>
    <message>
        <source>declares %1 bytes, more than its %2 packed bytes can hold</source>
        <translation>gibt %1 Bytes an, mehr als seine %2 gepackten Bytes enthalten können</translation>
    </message>
</context>
<context>
    <name>data.zip_limit</name>
    <message>
        <source>declares more than 4 GiB of arrays</source>
        <translation>gibt mehr als 4 GiB an Arrays an</translation>
    </message>
</context>
<context>
    <name>data.zip_member_damaged</name>
    <message>
        <source>holds a file that is damaged: its size or checksum is another</source>
        <translation>enthält eine beschädigte Datei: Größe oder Prüfsumme weicht ab</translation>
    </message>
</context>
<context>
    <name>data.zip_method</name>
    <message>
        <source>holds a file packed by method %1; stored (0) and deflated (8) are read</source>
        <translation>enthält eine Datei, die mit Verfahren %1 gepackt ist; gelesen werden unkomprimierte (0) und mit Deflate gepackte (8)</translation>
    </message>
</context>
<context>
    <name>data.zip_twice</name>
    <message>
        <source>holds two files named %1</source>
        <translation>enthält zwei Dateien namens %1</translation>
    </message>
</context>
<context>
    <name>decode.bad_operands</name>
    <message>
        <source>the operands of %1 are not those of a decode graph</source>
        <translation>die Operanden von %1 sind nicht die eines Dekodiergraphen</translation>
    </message>
</context>
<context>
    <name>decode.not_constant</name>
    <message>
        <source>is not decoded from stored tensors alone</source>
        <translation>wird nicht allein aus gespeicherten Tensoren dekodiert</translation>
    </message>
</context>
<context>
    <name>decode.too_large</name>
    <message>
        <source>a decode node makes more values than its weight can need</source>
        <translation>ein Dekodierknoten erzeugt mehr Werte, als sein Gewicht brauchen kann</translation>
    </message>
</context>
<context>
    <name>document.finished_export</name>
    <message>
        <source>this variant is a finished file already</source>
        <translation>diese Variante ist schon eine fertige Datei</translation>
    </message>
</context>
<context>
    <name>document.finished_file</name>
    <message>
        <source>this variant is a finished file and stays as it is</source>
        <translation>diese Variante ist eine fertige Datei und bleibt, wie sie ist</translation>
    </message>
</context>
<context>
    <name>document.other_variant</name>
    <message>
        <source>choose another variant, or add one</source>
        <translation>eine andere Variante wählen oder eine hinzufügen</translation>
    </message>
</context>
<context>
    <name>energy.none</name>
    <message>
        <source>this machine shows no energy counters of its processor</source>
        <translation>dieser Rechner zeigt keine Energiezähler seines Prozessors</translation>
    </message>
</context>
<context>
    <name>energy.unreadable</name>
    <message>
        <source>the processor&apos;s energy counters cannot be read: %1</source>
        <translation>die Energiezähler des Prozessors sind nicht lesbar: %1</translation>
    </message>
</context>
<context>
    <name>equalization.alone</name>
    <message>
        <source>not equalized: %1 layers, the first %2: no layer that asks for it too stands next to them with only a ReLU or pooling between</source>
        <translation>nicht ausgeglichen: %1 Schichten, die erste %2: Neben ihnen steht keine Schicht, die es auch verlangt, mit nur einem ReLU oder Pooling dazwischen</translation>
    </message>
</context>
<context>
    <name>equalization.type</name>
    <message>
        <source>not equalized: %1 layers, the first %2: only float32 weights are</source>
        <translation>Nicht angeglichen: %1 Schichten, die erste %2: Das geht nur mit float32-Gewichten</translation>
    </message>
</context>
<context>
    <name>export.bfloat16_opset</name>
    <message>
        <source>bfloat16 needs opset %1, found %2</source>
        <translation>bfloat16 braucht opset %1, gefunden: %2</translation>
    </message>
</context>
<context>
    <name>export.channel_lost</name>
    <message>
        <source>%1 is lost: %2 dB from that of the decoded weights with float activations</source>
        <translation>%1 ist verloren: %2 dB gegenüber der aus den decodierten Gewichten mit Gleitkomma-Aktivierungen</translation>
    </message>
</context>
<context>
    <name>export.data_of_another</name>
    <message>
        <source>would replace %1, which does not belong to an older file of this name</source>
        <translation>würde %1 ersetzen, was nicht zu einer älteren Datei dieses Namens gehört</translation>
    </message>
</context>
<context>
    <name>export.data_of_another.remedy</name>
    <message>
        <source>choose another name, or move that file away</source>
        <translation>einen anderen Namen wählen oder jene Datei verschieben</translation>
    </message>
</context>
<context>
    <name>export.data_of_source</name>
    <message>
        <source>would replace %1, which holds data of the original</source>
        <translation>würde %1 ersetzen, worin Daten des Originals stehen</translation>
    </message>
</context>
<context>
    <name>export.data_of_source.remedy</name>
    <message>
        <source>choose another name</source>
        <translation>einen anderen Namen wählen</translation>
    </message>
</context>
<context>
    <name>export.decode_model</name>
    <message>
        <source>its decode nodes cannot be written as a model of their own</source>
        <translation>die Dekodierknoten können nicht als eigenes Modell geschrieben werden</translation>
    </message>
</context>
<context>
    <name>export.differing</name>
    <message>
        <source>%1 decoded values differ from what was meant</source>
        <translation>%1 dekodierte Werte weichen vom Gemeinten ab</translation>
    </message>
</context>
<context>
    <name>export.ends_stay</name>
    <message>
        <source>no input or output can take another type; %1: %2</source>
        <translation>keine Ein- oder Ausgabe kann einen anderen Typ annehmen; %1: %2</translation>
    </message>
</context>
<context>
    <name>export.ends_stay.remedy</name>
    <message>
        <source>it takes layers at the ends that compute in float16, or in integers by stored ranges: --activations static or float16</source>
        <translation>dazu müssen Schichten an den Enden in float16 rechnen oder in ganzen Zahlen mit gespeicherten Bereichen: --activations static oder float16</translation>
    </message>
</context>
<context>
    <name>export.equalized_ranges</name>
    <message>
        <source>equalized layers change the ranges that were observed for activations</source>
        <translation>ausgeglichene Schichten ändern die Bereiche, die für Aktivierungen beobachtet wurden</translation>
    </message>
</context>
<context>
    <name>export.equalized_ranges.remedy</name>
    <message>
        <source>leave equalization out, or quantize activations dynamically: --activations dynamic</source>
        <translation>das Ausgleichen weglassen oder Aktivierungen dynamisch quantisieren: --activations dynamic</translation>
    </message>
</context>
<context>
    <name>export.far</name>
    <message>
        <source>output %1 is %2 dB from that of the decoded weights with float activations, where at least %3 are asked</source>
        <translation>Ausgabe %1 liegt bei %2 dB gegenüber der aus den decodierten Gewichten mit Gleitkomma-Aktivierungen; verlangt sind mindestens %3</translation>
    </message>
</context>
<context>
    <name>export.fused_columns</name>
    <message>
        <source>ONNX Runtime fuses codes of 2 bits before a MatMul to a kernel that is wrong where its columns are no multiple of 4</source>
        <translation>ONNX Runtime verschmilzt Codes von 2 Bit vor einem MatMul zu einem Kernel, der falsch rechnet, wenn die Spaltenzahl kein Vielfaches von 4 ist</translation>
    </message>
</context>
<context>
    <name>export.fused_transpose</name>
    <message>
        <source>ONNX Runtime does not load codes of 2 bits that a Transpose reads, or makes other numbers of them</source>
        <translation>ONNX Runtime lädt Codes von 2 Bit nicht, die ein Transpose liest, oder macht andere Zahlen daraus</translation>
    </message>
</context>
<context>
    <name>export.fused_wrong</name>
    <message>
        <source>%1 is stored as in form weights: %2</source>
        <translation>%1 ist wie in der Form weights gespeichert: %2</translation>
    </message>
</context>
<context>
    <name>export.grew</name>
    <message>
        <source>the file has become larger, %1 bytes instead of %2: what its layers save is less than what was added around them</source>
        <translation>Die Datei ist größer geworden, %1 Bytes statt %2: Was ihre Schichten sparen, ist weniger, als um sie herum hinzukam</translation>
    </message>
</context>
<context>
    <name>export.grew_by</name>
    <message>
        <source>the file has become larger, %1 bytes instead of %2: %3 layers take more than as floats, most of all %4</source>
        <translation>Die Datei ist größer geworden, %1 Bytes statt %2: %3 Schichten brauchen mehr als in Gleitkommazahlen, am meisten %4</translation>
    </message>
</context>
<context>
    <name>export.half_differs</name>
    <message>
        <source>computing in float16 moves its outputs by %1 of their size, more than the %2 that rounding explains</source>
        <translation>Rechnen in float16 verschiebt seine Ausgaben um %1 ihrer Größe, mehr als die %2, die das Runden erklärt</translation>
    </message>
</context>
<context>
    <name>export.input_removed</name>
    <message>
        <source>%1 is no longer an input of the graph: its value is decoded in the file</source>
        <translation>%1 ist keine Eingabe des Graphen mehr: der Wert wird in der Datei dekodiert</translation>
    </message>
</context>
<context>
    <name>export.inputs_needed</name>
    <message>
        <source>inputs cannot be made up: %1; give data that fit: --data</source>
        <translation>Eingaben lassen sich nicht erfinden: %1; geben Sie passende Daten an: --data</translation>
    </message>
</context>
<context>
    <name>export.integers_differ</name>
    <message>
        <source>%1 of %2 elements of integer outputs are other ones</source>
        <translation>%1 von %2 Elementen ganzzahliger Ausgaben sind andere</translation>
    </message>
</context>
<context>
    <name>export.kept_differs</name>
    <message>
        <source>a tensor that was not edited is not as it was in the written file</source>
        <translation>ein nicht bearbeiteter Tensor ist in der geschriebenen Datei nicht mehr wie zuvor</translation>
    </message>
</context>
<context>
    <name>export.kernels_far</name>
    <message>
        <source>run with default optimizations, on this processor, it is %1 dB from what it means and %2 dB from the decoded weights, as 16-bit sums that overflow are</source>
        <translation>mit den üblichen Optimierungen liegt sie auf diesem Prozessor bei %1 dB gegenüber dem, was sie bedeutet, und bei %2 dB gegenüber den decodierten Gewichten, wie es 16-Bit-Summen tun, die überlaufen</translation>
    </message>
</context>
<context>
    <name>export.ledger</name>
    <message>
        <source>the size ledger counts %1 bytes where there are %2</source>
        <translation>die Größenbilanz zählt %1 Bytes, vorhanden sind %2</translation>
    </message>
</context>
<context>
    <name>export.left_by_noise</name>
    <message>
        <source>%1 nodes compute in floats, as integers there would take the outputs too far from those of floats</source>
        <translation>%1 Knoten rechnen in Gleitkommazahlen, da Ganzzahlen dort die Ausgaben zu weit von denen mit Gleitkommazahlen entfernten</translation>
    </message>
</context>
<context>
    <name>export.level_differs</name>
    <message>
        <source>run at the optimization level %1, which programs may choose, its outputs are %2 of their size (%3 dB) from what it means</source>
        <translation>auf der Optimierungsstufe %1 ausgeführt, die Programme wählen können, weichen ihre Ausgaben um %2 ihrer Größe (%3 dB) von dem ab, was sie bedeutet</translation>
    </message>
</context>
<context>
    <name>export.memory</name>
    <message>
        <source>cannot be exported: not enough memory</source>
        <translation>kann nicht exportiert werden: nicht genug Speicher</translation>
    </message>
</context>
<context>
    <name>export.no_dequantize</name>
    <message>
        <source>%1 has no form with DequantizeLinear at opset %2: stored as in form weights</source>
        <translation>%1 hat bei Opset %2 keine Form mit DequantizeLinear: gespeichert wie in der Form weights</translation>
    </message>
</context>
<context>
    <name>export.no_memory_to_verify</name>
    <message>
        <source>cannot be verified: not enough memory</source>
        <translation>kann nicht geprüft werden: nicht genug Speicher</translation>
    </message>
</context>
<context>
    <name>export.no_native_io</name>
    <message>
        <source>no input or output is float32</source>
        <translation>keine Ein- oder Ausgabe ist float32</translation>
    </message>
</context>
<context>
    <name>export.not_finite</name>
    <message>
        <source>%1 values of output %2 are NaN or infinite where they are to be finite</source>
        <translation>%1 Werte der Ausgabe %2 sind NaN oder unendlich, wo sie endlich sein sollen</translation>
    </message>
</context>
<context>
    <name>export.nothing_to_compare</name>
    <message>
        <source>ran, but none of its outputs can be compared: they are sequences, maps or strings</source>
        <translation>lief, aber keine ihrer Ausgaben lässt sich vergleichen: Es sind Folgen, Zuordnungen oder Texte</translation>
    </message>
</context>
<context>
    <name>export.only_original_runs</name>
    <message>
        <source>the original runs, the written file does not: %1</source>
        <translation>das Original läuft, die geschriebene Datei nicht: %1</translation>
    </message>
</context>
<context>
    <name>export.opset_too_low</name>
    <message>
        <source>decoding needs opset %1, found %2</source>
        <translation>Dekodieren braucht opset %1, gefunden: %2</translation>
    </message>
</context>
<context>
    <name>export.original_does_not_run</name>
    <message>
        <source>could not be run; the original does not run either: %1</source>
        <translation>konnte nicht ausgeführt werden; auch das Original läuft nicht: %1</translation>
    </message>
</context>
<context>
    <name>export.orphan</name>
    <message>
        <source>%1 belonged to the file that was replaced; the new one does not need it</source>
        <translation>%1 gehörte zur ersetzten Datei; die neue braucht sie nicht</translation>
    </message>
</context>
<context>
    <name>export.outputs_differ</name>
    <message>
        <source>its outputs differ by %1 of their size from those of the decoded weights</source>
        <translation>die Ausgaben weichen um %1 ihrer Größe von denen der dekodierten Gewichte ab</translation>
    </message>
</context>
<context>
    <name>export.outputs_differ_in_shape</name>
    <message>
        <source>the models&apos; outputs do not have the same names and shapes</source>
        <translation>die Ausgaben der Modelle haben nicht dieselben Namen und Formen</translation>
    </message>
</context>
<context>
    <name>export.phase.calibrate</name>
    <message>
        <source>Observing activations</source>
        <translation>Aktivierungen werden beobachtet</translation>
    </message>
</context>
<context>
    <name>export.phase.decode</name>
    <message>
        <source>Decoding the written file</source>
        <translation>Geschriebene Datei wird dekodiert</translation>
    </message>
</context>
<context>
    <name>export.phase.encode</name>
    <message>
        <source>Writing decode nodes</source>
        <translation>Dekodierknoten werden geschrieben</translation>
    </message>
</context>
<context>
    <name>export.phase.noise</name>
    <message>
        <source>Measuring what integers do to the outputs</source>
        <translation>Messen, was Ganzzahlen an den Ausgaben ändern</translation>
    </message>
</context>
<context>
    <name>export.phase.run</name>
    <message>
        <source>Running the written file</source>
        <translation>Geschriebene Datei wird ausgeführt</translation>
    </message>
</context>
<context>
    <name>export.place_channel</name>
    <message>
        <source>output %1, index %2 of axis %3</source>
        <translation>Ausgabe %1, Index %2 der Achse %3</translation>
    </message>
</context>
<context>
    <name>export.place_output</name>
    <message>
        <source>output %1</source>
        <translation>Ausgabe %1</translation>
    </message>
</context>
<context>
    <name>export.quantized_activations</name>
    <message>
        <source>ONNX Runtime&apos;s optimizations compute with quantized activations here: outputs differ by %1 of their size</source>
        <translation>die Optimierungen von ONNX Runtime rechnen hier mit quantisierten Aktivierungen: die Ausgaben weichen um %1 ihrer Größe ab</translation>
    </message>
</context>
<context>
    <name>export.raise_opset_or_keep</name>
    <message>
        <source>convert the model to a newer opset, or keep this tensor</source>
        <translation>das Modell in einen neueren opset umwandeln oder diesen Tensor unverändert lassen</translation>
    </message>
</context>
<context>
    <name>export.random_outputs</name>
    <message>
        <source>could not be compared: the model gives other outputs at every run</source>
        <translation>konnte nicht verglichen werden: das Modell liefert bei jedem Lauf andere Ausgaben</translation>
    </message>
</context>
<context>
    <name>export.run_differs</name>
    <message>
        <source>run with default optimizations, as programs run it, its outputs are %1 of their size from what it means</source>
        <translation>mit den üblichen Optimierungen, wie Programme sie ausführen, weichen ihre Ausgaben um %1 ihrer Größe von dem ab, was sie bedeutet</translation>
    </message>
</context>
<context>
    <name>export.run_not_asked</name>
    <message>
        <source>was not run: not asked for</source>
        <translation>wurde nicht ausgeführt: nicht verlangt</translation>
    </message>
</context>
<context>
    <name>export.runtime_fault</name>
    <message>
        <source>ONNX Runtime&apos;s default optimizations take the original itself to %1 dB from what it means: what differs here is the runtime&apos;s doing</source>
        <translation>Die üblichen Optimierungen von ONNX Runtime bringen schon das Original auf %1 dB gegenüber dem, was es bedeutet: Was hier abweicht, kommt von der Laufzeit</translation>
    </message>
</context>
<context>
    <name>export.sparse_inconsistent</name>
    <message>
        <source>the positions of the pruned tensor do not fit its codes</source>
        <translation>die Positionen des ausgedünnten Tensors passen nicht zu seinen Codes</translation>
    </message>
</context>
<context>
    <name>export.sparse_opset</name>
    <message>
        <source>the pruned tensor cannot be decoded at opset %1</source>
        <translation>der ausgedünnte Tensor kann in Opset %1 nicht dekodiert werden</translation>
    </message>
</context>
<context>
    <name>export.stored_as_floats</name>
    <message>
        <source>stored as floats: its codes and what decodes them would take %1 bytes, %2 as floats</source>
        <translation>bleibt in Gleitkommazahlen: Codes und was sie dekodiert bräuchten %1 Bytes, als Gleitkommazahlen sind es %2</translation>
    </message>
</context>
<context>
    <name>export.stored_wider</name>
    <message>
        <source>%1: codes of %2 bits take %3 bits each, DequantizeLinear has none narrower at opset %4</source>
        <translation>%1: Codes von %2 Bit belegen je %3 Bit, schmaler kann es DequantizeLinear bei Opset %4 nicht</translation>
    </message>
</context>
<context>
    <name>export.takes_too_long</name>
    <message>
        <source>the original takes too long: %1</source>
        <translation>das Original braucht zu lange: %1</translation>
    </message>
</context>
<context>
    <name>export.twin_too_large</name>
    <message>
        <source>could not be compared: with its weights as floats the model is too large for one ONNX file</source>
        <translation>konnte nicht verglichen werden: Mit Gewichten als Gleitkommazahlen ist das Modell zu groß für eine ONNX-Datei</translation>
    </message>
</context>
<context>
    <name>export.two_files</name>
    <message>
        <source>becomes a model and a data file, %1 bytes together, which an archive of one file cannot hold</source>
        <translation>wird zu Modell und Datendatei, zusammen %1 Bytes, was ein Archiv einer einzelnen Datei nicht fassen kann</translation>
    </message>
</context>
<context>
    <name>export.two_files.remedy</name>
    <message>
        <source>compress more of its layers, or write it without an archive</source>
        <translation>mehr seiner Schichten komprimieren oder ohne Archiv schreiben</translation>
    </message>
</context>
<context>
    <name>export.unverified</name>
    <message>
        <source>not verified: %1</source>
        <translation>nicht verifiziert: %1</translation>
    </message>
</context>
<context>
    <name>export.unverified.remedy</name>
    <message>
        <source>leave what it is made of in floats, or more bits of it; --accept-unverified writes it all the same</source>
        <translation>lassen Sie, woraus es entsteht, in Gleitkommazahlen oder mit mehr Bits; --accept-unverified schreibt die Datei trotzdem</translation>
    </message>
</context>
<context>
    <name>export.with_data</name>
    <message>
        <source>is too large for one ONNX file: %1 belongs to it and has to stay beside it</source>
        <translation>ist zu groß für eine einzelne ONNX-Datei: %1 gehört dazu und muss daneben bleiben</translation>
    </message>
</context>
<context>
    <name>fold.beta</name>
    <message>
        <source>the layer before it scales its bias</source>
        <translation>die Schicht davor skaliert ihren Bias</translation>
    </message>
</context>
<context>
    <name>fold.channels</name>
    <message>
        <source>%1 has no output channels of its own</source>
        <translation>%1 hat keine eigenen Ausgabekanäle</translation>
    </message>
</context>
<context>
    <name>fold.compressed</name>
    <message>
        <source>%1 is compressed itself</source>
        <translation>%1 ist selbst komprimiert</translation>
    </message>
</context>
<context>
    <name>fold.computed</name>
    <message>
        <source>%1 is not stored in the model</source>
        <translation>%1 ist nicht im Modell gespeichert</translation>
    </message>
</context>
<context>
    <name>fold.folded</name>
    <message>
        <source>%1 BatchNormalization nodes were folded into the layers before them</source>
        <translation>%1 BatchNormalization-Knoten wurden in die Schichten vor ihnen eingerechnet</translation>
    </message>
</context>
<context>
    <name>fold.form</name>
    <message>
        <source>%1 is no float32 tensor with a value for each channel</source>
        <translation>%1 ist kein float32-Tensor mit einem Wert je Kanal</translation>
    </message>
</context>
<context>
    <name>fold.not_finite</name>
    <message>
        <source>its factors are not finite</source>
        <translation>seine Faktoren sind nicht endlich</translation>
    </message>
</context>
<context>
    <name>fold.positions</name>
    <message>
        <source>it has parameters for each position, not for each channel</source>
        <translation>es hat Parameter für jede Stelle, nicht für jeden Kanal</translation>
    </message>
</context>
<context>
    <name>fold.rank</name>
    <message>
        <source>what it normalizes is not known to be a matrix, whose channels are its columns</source>
        <translation>was es normiert, ist nicht als Matrix bekannt, deren Spalten die Kanäle sind</translation>
    </message>
</context>
<context>
    <name>fold.result_read</name>
    <message>
        <source>what it normalizes is read by others too</source>
        <translation>was es normiert, wird auch von anderen gelesen</translation>
    </message>
</context>
<context>
    <name>fold.shared</name>
    <message>
        <source>%1 is read by others too</source>
        <translation>%1 wird auch von anderen gelesen</translation>
    </message>
</context>
<context>
    <name>fold.training</name>
    <message>
        <source>it is in training mode: it normalizes by what it is given</source>
        <translation>es ist im Trainingsmodus: es normiert nach dem, was es bekommt</translation>
    </message>
</context>
<context>
    <name>fold.weight_type</name>
    <message>
        <source>%1 is not float32</source>
        <translation>%1 ist nicht float32</translation>
    </message>
</context>
<context>
    <name>format.auto.sentence</name>
    <message>
        <source>Large products with uniform weights of 2, 4 or 8 bits are timed on this machine, decoded and packed, and stay packed where that is no slower; tables of which rows are looked up stay packed. That takes less memory, loads sooner, and needs ONNX Runtime&apos;s own MatMulNBits and GatherBlockQuantized. All others are decoded when the file is loaded.</source>
        <translation>Große Produkte mit gleichförmigen Gewichten von 2, 4 oder 8 Bit werden auf diesem Rechner dekodiert und gepackt gemessen und bleiben gepackt, wo das nicht langsamer ist; Tabellen, in denen Zeilen nachgeschlagen werden, bleiben gepackt. Das braucht weniger Speicher, lädt schneller und verlangt MatMulNBits und GatherBlockQuantized von ONNX Runtime. Alle anderen werden beim Laden dekodiert.</translation>
    </message>
</context>
<context>
    <name>format.auto.summary</name>
    <message>
        <source>For each layer the form that is quickest here</source>
        <translation>Für jede Schicht die Form, die hier am schnellsten ist</translation>
    </message>
</context>
<context>
    <name>format.dynamic.sentence</name>
    <message>
        <source>Layers with uniform weights compute in integers, on inputs quantized at each inference. Needs no data; finding each range costs time.</source>
        <translation>Schichten mit gleichmäßig gestuften Gewichten rechnen ganzzahlig, auf Eingaben, die bei jeder Inferenz quantisiert werden. Braucht keine Daten; jeden Bereich zu finden kostet Zeit.</translation>
    </message>
</context>
<context>
    <name>format.dynamic.summary</name>
    <message>
        <source>Layers quantize what they read at each inference and compute in integers</source>
        <translation>Schichten quantisieren bei jeder Inferenz, was sie lesen, und rechnen ganzzahlig</translation>
    </message>
</context>
<context>
    <name>format.qdq.sentence</name>
    <message>
        <source>Values between layers are quantized by the ranges observed, as QuantizeLinear and DequantizeLinear around operators as they were: the form most runtimes and accelerators read.</source>
        <translation>Werte zwischen den Schichten werden nach den beobachteten Bereichen quantisiert, mit QuantizeLinear und DequantizeLinear um die Operatoren, wie sie waren: die Form, die die meisten Laufzeiten und Beschleuniger lesen.</translation>
    </message>
</context>
<context>
    <name>format.qdq.summary</name>
    <message>
        <source>Quantized values around operators as they were; a runtime fuses them to integer kernels</source>
        <translation>Quantisierte Werte um die Operatoren, wie sie waren; eine Laufzeit verschmilzt sie zu ganzzahligen Kerneln</translation>
    </message>
</context>
<context>
    <name>format.qoperator.sentence</name>
    <message>
        <source>The same ranges, with integer operators written out (QLinearConv …): what is integer is there to see, and ONNX Runtime alone runs it.</source>
        <translation>Dieselben Bereiche, mit ausgeschriebenen ganzzahligen Operatoren (QLinearConv …): was ganzzahlig ist, ist zu sehen, und nur ONNX Runtime führt es aus.</translation>
    </message>
</context>
<context>
    <name>format.qoperator.summary</name>
    <message>
        <source>Operators on integers, as ONNX Runtime has them</source>
        <translation>Ganzzahlige Operatoren, wie ONNX Runtime sie hat</translation>
    </message>
</context>
<context>
    <name>format.weights.sentence</name>
    <message>
        <source>Standard operators: the file shrinks and runs wherever ONNX does. Loading is slower, as the weights are decoded then; speed and memory afterwards are as before.</source>
        <translation>Standardoperatoren: Die Datei schrumpft und läuft überall, wo ONNX läuft. Das Laden dauert länger, da die Gewichte dabei dekodiert werden; Geschwindigkeit und Speicherbedarf sind danach wie zuvor.</translation>
    </message>
</context>
<context>
    <name>format.weights.summary</name>
    <message>
        <source>Standard operators, decoded when the file is loaded</source>
        <translation>Standardoperatoren, beim Laden der Datei dekodiert</translation>
    </message>
</context>
<context>
    <name>format.weights_dq.sentence</name>
    <message>
        <source>DequantizeLinear, for other runtimes and for kernels that compute on integers. ONNX Runtime does not fold it: convolutions get slower, and some kernels then compute with quantized activations, which the export reports.</source>
        <translation>DequantizeLinear, für andere Laufzeiten und für Kernel, die mit ganzen Zahlen rechnen. ONNX Runtime rechnet es nicht vorweg aus: Faltungen werden langsamer, und manche Kernel rechnen dann mit quantisierten Aktivierungen, was der Export meldet.</translation>
    </message>
</context>
<context>
    <name>format.weights_dq.summary</name>
    <message>
        <source>DequantizeLinear, for runtimes that compute on integers</source>
        <translation>DequantizeLinear, für Laufzeiten, die mit ganzen Zahlen rechnen</translation>
    </message>
</context>
<context>
    <name>gptq.inputs</name>
    <message>
        <source>its inputs have another form than its weight takes</source>
        <translation>ihre Eingaben haben eine andere Form, als ihr Gewicht sie braucht</translation>
    </message>
</context>
<context>
    <name>gptq.layer</name>
    <message>
        <source>Choosing the levels of %1</source>
        <translation>Stufen von %1 wählen</translation>
    </message>
</context>
<context>
    <name>gptq.levels</name>
    <message>
        <source>its weights are stored as floats, with no levels to choose from</source>
        <translation>ihre Gewichte werden als Gleitkommazahlen gespeichert, ohne Stufen zur Wahl</translation>
    </message>
</context>
<context>
    <name>gptq.not</name>
    <message>
        <source>the levels of %1 are not chosen by GPTQ: %2</source>
        <translation>Die Stufen von %1 werden nicht mit GPTQ gewählt: %2</translation>
    </message>
</context>
<context>
    <name>gptq.place</name>
    <message>
        <source>it is no Conv, Gemm or MatMul of the main graph</source>
        <translation>sie ist kein Conv, Gemm oder MatMul des Hauptgraphen</translation>
    </message>
</context>
<context>
    <name>gptq.shared</name>
    <message>
        <source>several layers read it in different ways</source>
        <translation>mehrere Schichten lesen sie auf verschiedene Weise</translation>
    </message>
</context>
<context>
    <name>half.beyond</name>
    <message>
        <source>its weights %1 reach beyond ±65504, float16&apos;s largest value</source>
        <translation>seine Gewichte %1 reichen über ±65504 hinaus, den größten Wert von float16</translation>
    </message>
</context>
<context>
    <name>half.clamped</name>
    <message>
        <source>%1 stored values, the first in %2, lie beyond ±65504, float16&apos;s largest value, and became that</source>
        <translation>%1 gespeicherte Werte, der erste in %2, liegen jenseits von ±65504, dem größten Wert von float16, und wurden dazu</translation>
    </message>
</context>
<context>
    <name>half.far</name>
    <message>
        <source>its values reach as far as %1, and float16 ends at 65504</source>
        <translation>seine Werte reichen bis %1, und float16 endet bei 65504</translation>
    </message>
</context>
<context>
    <name>half.not_float32</name>
    <message>
        <source>its stored operand %1 is not float32</source>
        <translation>sein gespeicherter Operand %1 ist nicht float32</translation>
    </message>
</context>
<context>
    <name>half.operator</name>
    <message>
        <source>is no operator that takes float16 here</source>
        <translation>ist kein Operator, der hier float16 nimmt</translation>
    </message>
</context>
<context>
    <name>half.opset</name>
    <message>
        <source>takes float16 from opset %1 on, and the model has %2</source>
        <translation>nimmt float16 ab Opset %1, und das Modell hat %2</translation>
    </message>
</context>
<context>
    <name>half.outputs</name>
    <message>
        <source>gives statistics of what it reads too</source>
        <translation>gibt auch Statistiken dessen, was es liest</translation>
    </message>
</context>
<context>
    <name>half.small</name>
    <message>
        <source>%1 behind it reads values close to 0, which float16 would make 0</source>
        <translation>%1 dahinter liest Werte nahe 0, aus denen float16 0 machen würde</translation>
    </message>
</context>
<context>
    <name>half.start</name>
    <message>
        <source>reads floats: only Conv, ConvTranspose, Gemm and MatMul start computing in float16</source>
        <translation>liest Gleitkomma: nur Conv, ConvTranspose, Gemm und MatMul fangen an, in float16 zu rechnen</translation>
    </message>
</context>
<context>
    <name>half.tiny</name>
    <message>
        <source>its values reach no farther than %1, where float16 loses digits</source>
        <translation>seine Werte reichen nur bis %1, wo float16 Stellen verliert</translation>
    </message>
</context>
<context>
    <name>inspect.statistics</name>
    <message>
        <source>reading weights</source>
        <translation>Gewichte werden gelesen</translation>
    </message>
</context>
<context>
    <name>integer.adds_nothing</name>
    <message>
        <source>%1, which it adds, was 0 on all the data</source>
        <translation>%1, das er addiert, war auf allen Daten 0</translation>
    </message>
</context>
<context>
    <name>integer.adds_spread</name>
    <message>
        <source>one of what it adds is %1 times as large as the other, to which the sum&apos;s scale leaves no levels</source>
        <translation>einer seiner Summanden ist %1-mal so groß wie der andere, dem die Skala der Summe keine Stufen lässt</translation>
    </message>
</context>
<context>
    <name>integer.all_floats</name>
    <message>
        <source>all %1 layers compute in floats: %2</source>
        <translation>alle %1 Schichten rechnen mit Gleitkommazahlen: %2</translation>
    </message>
</context>
<context>
    <name>integer.asked_for_floats</name>
    <message>
        <source>its activations are to stay floats</source>
        <translation>seine Aktivierungen sollen Gleitkomma bleiben</translation>
    </message>
</context>
<context>
    <name>integer.bad_scale</name>
    <message>
        <source>its scales are negative or not finite</source>
        <translation>seine Skalen sind negativ oder nicht endlich</translation>
    </message>
</context>
<context>
    <name>integer.bias</name>
    <message>
        <source>its bias does not fit 32 bits at the scale of its weights</source>
        <translation>sein Bias passt bei der Skala seiner Gewichte nicht in 32 Bit</translation>
    </message>
</context>
<context>
    <name>integer.bias_form</name>
    <message>
        <source>its bias is no float32 tensor with a value for each output channel</source>
        <translation>sein Bias ist kein float32-Tensor mit einem Wert je Ausgabekanal</translation>
    </message>
</context>
<context>
    <name>integer.bias_not_finite</name>
    <message>
        <source>its bias is not finite</source>
        <translation>sein Bias ist nicht endlich</translation>
    </message>
</context>
<context>
    <name>integer.captured_weight</name>
    <message>
        <source>its weights are also read inside a branch or given out</source>
        <translation>seine Gewichte werden auch in einem Zweig gelesen oder ausgegeben</translation>
    </message>
</context>
<context>
    <name>integer.clamp_alone</name>
    <message>
        <source>is not the only one to read what it reads</source>
        <translation>liest nicht als einziges, was es liest</translation>
    </message>
</context>
<context>
    <name>integer.clamp_bounds</name>
    <message>
        <source>its bounds are not stored in the model</source>
        <translation>seine Grenzen stehen nicht im Modell</translation>
    </message>
</context>
<context>
    <name>integer.clamp_passing</name>
    <message>
        <source>stands behind %1, which passes its values on</source>
        <translation>steht hinter %1, das seine Werte weiterreicht</translation>
    </message>
</context>
<context>
    <name>integer.clamp_range</name>
    <message>
        <source>the quantized range reaches beyond its bounds, as a symmetric one does</source>
        <translation>der quantisierte Bereich reicht über seine Grenzen hinaus, wie es ein symmetrischer tut</translation>
    </message>
</context>
<context>
    <name>integer.constant</name>
    <message>
        <source>its stored operand %1 is no float32 tensor left as it is</source>
        <translation>sein gespeicherter Operand %1 ist kein unveränderter float32-Tensor</translation>
    </message>
</context>
<context>
    <name>integer.constant_input</name>
    <message>
        <source>computes from stored values alone</source>
        <translation>rechnet nur mit gespeicherten Werten</translation>
    </message>
</context>
<context>
    <name>integer.constant_not_finite</name>
    <message>
        <source>its stored operand %1 holds values that are not finite</source>
        <translation>sein gespeicherter Operand %1 enthält Werte, die nicht endlich sind</translation>
    </message>
</context>
<context>
    <name>integer.gemm</name>
    <message>
        <source>transposes what it reads, or scales its result: there is no such integer kernel</source>
        <translation>transponiert, was es liest, oder skaliert sein Ergebnis: einen solchen ganzzahligen Kernel gibt es nicht</translation>
    </message>
</context>
<context>
    <name>integer.in_branch</name>
    <message>
        <source>stands in a branch, a loop or a local function: layers of the main graph alone change</source>
        <translation>steht in einem Zweig, einer Schleife oder einer lokalen Funktion: nur Schichten des Hauptgraphen ändern sich</translation>
    </message>
</context>
<context>
    <name>integer.in_function</name>
    <message>
        <source>stands in a local function: layers of the main graph alone change</source>
        <translation>steht in einer lokalen Funktion: nur Schichten des Hauptgraphen ändern sich</translation>
    </message>
</context>
<context>
    <name>integer.kept</name>
    <message>
        <source>its weights stay floats</source>
        <translation>seine Gewichte bleiben Gleitkomma</translation>
    </message>
</context>
<context>
    <name>integer.kernel_16</name>
    <message>
        <source>there is no kernel on 16-bit activations</source>
        <translation>es gibt keinen Kernel für 16-Bit-Aktivierungen</translation>
    </message>
</context>
<context>
    <name>integer.lstm</name>
    <message>
        <source>is an LSTM, whose integer kernel finds its ranges itself: activations dynamic</source>
        <translation>ist ein LSTM, dessen Ganzzahlkern seine Bereiche selbst bestimmt: Aktivierungen dynamisch</translation>
    </message>
</context>
<context>
    <name>integer.matmul</name>
    <message>
        <source>its weights are no matrix</source>
        <translation>seine Gewichte sind keine Matrix</translation>
    </message>
</context>
<context>
    <name>integer.mixed_types</name>
    <message>
        <source>it would read %1 and make %2, for which there is no kernel</source>
        <translation>es läse %1 und gäbe %2, wofür es keinen Kernel gibt</translation>
    </message>
</context>
<context>
    <name>integer.no_kernel</name>
    <message>
        <source>ONNX Runtime has no integer kernel for it</source>
        <translation>ONNX Runtime hat dafür keinen ganzzahligen Kernel</translation>
    </message>
</context>
<context>
    <name>integer.no_range</name>
    <message>
        <source>no range was observed for %1</source>
        <translation>für %1 wurde kein Bereich beobachtet</translation>
    </message>
</context>
<context>
    <name>integer.no_scale</name>
    <message>
        <source>its weights have no scale</source>
        <translation>seine Gewichte haben keine Skala</translation>
    </message>
</context>
<context>
    <name>integer.no_weight</name>
    <message>
        <source>multiplies values with one another, not with stored weights</source>
        <translation>multipliziert Werte miteinander, nicht mit gespeicherten Gewichten</translation>
    </message>
</context>
<context>
    <name>integer.noisy</name>
    <message>
        <source>8 bits for %1 alone leave the outputs %2 dB from those of floats, and all that is quantized is to leave at least %3</source>
        <translation>8 Bit allein für %1 lassen die Ausgaben %2 dB von denen mit Gleitkommazahlen entfernt, und alles Quantisierte zusammen soll mindestens %3 lassen</translation>
    </message>
</context>
<context>
    <name>integer.noisy_share</name>
    <message>
        <source>8 bits for %1, by its share of what it was measured with, leave the outputs %2 dB from those of floats, and all that is quantized is to leave at least %3</source>
        <translation>8 Bit für %1, nach seinem Anteil an dem, womit es gemessen wurde, lassen die Ausgaben %2 dB von denen mit Gleitkommazahlen entfernt; alles Quantisierte zusammen soll mindestens %3 lassen</translation>
    </message>
</context>
<context>
    <name>integer.not_float32</name>
    <message>
        <source>its weights are not float32</source>
        <translation>seine Gewichte sind nicht float32</translation>
    </message>
</context>
<context>
    <name>integer.not_folded</name>
    <message>
        <source>cannot go into the layer before it: %1</source>
        <translation>kann nicht in die Schicht davor: %1</translation>
    </message>
</context>
<context>
    <name>integer.not_uniform</name>
    <message>
        <source>its weights are not uniform: integer kernels take a scale and a zero point, no table</source>
        <translation>seine Gewichte sind nicht gleichförmig: ganzzahlige Kernel nehmen Skala und Nullpunkt, keine Tabelle</translation>
    </message>
</context>
<context>
    <name>integer.operator</name>
    <message>
        <source>is a %1: Conv, MatMul and Gemm alone compute in integers</source>
        <translation>ist ein %1: nur Conv, MatMul und Gemm rechnen mit Ganzzahlen</translation>
    </message>
</context>
<context>
    <name>integer.operators_16</name>
    <message>
        <source>form qoperator has no operators on 16-bit activations</source>
        <translation>die Form qoperator hat keine Operatoren für 16-Bit-Aktivierungen</translation>
    </message>
</context>
<context>
    <name>integer.opset</name>
    <message>
        <source>takes integers from opset %1 on, and the model has %2</source>
        <translation>nimmt ganze Zahlen ab Opset %1, und das Modell hat %2</translation>
    </message>
</context>
<context>
    <name>integer.overflows_elsewhere</name>
    <message>
        <source>on processors without VNNI 16-bit sums of %1 layers can overflow; written for any target they cannot</source>
        <translation>auf Prozessoren ohne VNNI können 16-Bit-Summen von %1 Schichten überlaufen; für jedes Ziel („any“) geschrieben können sie es nicht</translation>
    </message>
</context>
<context>
    <name>integer.own_overflow</name>
    <message>
        <source>the model brings %1 layers in integers whose 16-bit sums can overflow on processors without VNNI; they stay as they are</source>
        <translation>das Modell bringt %1 Schichten in ganzen Zahlen mit, deren 16-Bit-Summen auf Prozessoren ohne VNNI überlaufen können; sie bleiben, wie sie sind</translation>
    </message>
</context>
<context>
    <name>integer.range_not_finite</name>
    <message>
        <source>%1 was not finite everywhere on the data, which integers cannot say</source>
        <translation>%1 war auf den Daten nicht überall endlich, was Ganzzahlen nicht sagen können</translation>
    </message>
</context>
<context>
    <name>integer.reads_spread</name>
    <message>
        <source>some of what it reads is %1 times as large as other parts of it, to which one scale leaves no levels</source>
        <translation>manches, was er liest, ist %1-mal so groß wie anderes darin, dem eine einzige Skala keine Stufen lässt</translation>
    </message>
</context>
<context>
    <name>integer.recurrent_layout</name>
    <message>
        <source>reads samples first: its integer kernel reads steps first</source>
        <translation>liest zuerst die Beispiele: sein Ganzzahlkern liest zuerst die Schritte</translation>
    </message>
</context>
<context>
    <name>integer.recurrent_weight</name>
    <message>
        <source>its weights are no stored tensors of three axes</source>
        <translation>seine Gewichte sind keine gespeicherten Tensoren mit drei Achsen</translation>
    </message>
</context>
<context>
    <name>integer.scale_groups</name>
    <message>
        <source>its scales are not one for the tensor or one for each output channel</source>
        <translation>seine Skalen sind nicht eine für den Tensor oder eine je Ausgabekanal</translation>
    </message>
</context>
<context>
    <name>integer.shared_weight</name>
    <message>
        <source>its weights are also read by %1, which computes in floats</source>
        <translation>seine Gewichte werden auch von %1 gelesen, das in Gleitkomma rechnet</translation>
    </message>
</context>
<context>
    <name>integer.small_shares</name>
    <message>
        <source>the shares of a Softmax are at most %1 here, to which the scale that its kernel needs leaves no levels</source>
        <translation>die Anteile eines Softmax sind hier höchstens %1, denen die Skala, die sein Kernel braucht, keine Stufen lässt</translation>
    </message>
</context>
<context>
    <name>integer.smooths</name>
    <message>
        <source>scales channels that differ in size: in integers they would lose again what that gains</source>
        <translation>skaliert Kanäle verschiedener Größe: in Ganzzahlen ginge wieder verloren, was das gewinnt</translation>
    </message>
</context>
<context>
    <name>integer.some_floats</name>
    <message>
        <source>%1 of %2 layers compute in floats: %3</source>
        <translation>%1 von %2 Schichten rechnen mit Gleitkommazahlen: %3</translation>
    </message>
</context>
<context>
    <name>integer.sparse</name>
    <message>
        <source>its weights are stored sparse</source>
        <translation>seine Gewichte sind dünn besetzt gespeichert</translation>
    </message>
</context>
<context>
    <name>integer.spread</name>
    <message>
        <source>some of what it gives is %1 times as large as other parts of it, to which one scale leaves no levels</source>
        <translation>manches, was er ergibt, ist %1-mal so groß wie anderes darin, dem eine einzige Skala keine Stufen lässt</translation>
    </message>
</context>
<context>
    <name>integer.too_many_bits</name>
    <message>
        <source>its weights have more than 8 bits</source>
        <translation>seine Gewichte haben mehr als 8 Bit</translation>
    </message>
</context>
<context>
    <name>integer.unsigned</name>
    <message>
        <source>16-bit sums of %1 layers would overflow on processors without VNNI: their weights are stored unsigned, which is right on every processor and slower on those with VNNI</source>
        <translation>16-Bit-Summen von %1 Schichten würden auf Prozessoren ohne VNNI überlaufen: Ihre Gewichte sind vorzeichenlos gespeichert, was auf jedem Prozessor richtig ist und auf solchen mit VNNI langsamer</translation>
    </message>
</context>
<context>
    <name>integer.weight_behind</name>
    <message>
        <source>its weights stand behind %1: integer kernels take them as they are stored, or behind a Transpose</source>
        <translation>seine Gewichte stehen hinter %1: Ganzzahl-Kernel nehmen sie, wie sie gespeichert sind, oder hinter einem Transpose</translation>
    </message>
</context>
<context>
    <name>integer.weight_left</name>
    <message>
        <source>its weights are the left operand: integer kernels take them as the right one</source>
        <translation>seine Gewichte sind der linke Operand: Ganzzahl-Kernel nehmen sie als den rechten</translation>
    </message>
</context>
<context>
    <name>integer.weight_picked</name>
    <message>
        <source>its weights are picked by %1 at each inference: integer kernels take those that are stored</source>
        <translation>ihre Gewichte wählt %1 bei jeder Inferenz aus: Ganzzahl-Kernel nehmen nur gespeicherte</translation>
    </message>
</context>
<context>
    <name>integer.zero_points</name>
    <message>
        <source>its channels have zero points of their own: integer kernels take one, as with symmetric=true</source>
        <translation>seine Kanäle haben eigene Nullpunkte: ganzzahlige Kernel nehmen einen, wie bei symmetric=true</translation>
    </message>
</context>
<context>
    <name>io.cannot_open</name>
    <message>
        <source>cannot be read</source>
        <translation>kann nicht gelesen werden</translation>
    </message>
</context>
<context>
    <name>io.cannot_read</name>
    <message>
        <source>cannot be read: %1</source>
        <translation>kann nicht gelesen werden: %1</translation>
    </message>
</context>
<context>
    <name>io.cannot_write</name>
    <message>
        <source>cannot be written: %1</source>
        <translation>kann nicht geschrieben werden: %1</translation>
    </message>
</context>
<context>
    <name>io.kept_aside</name>
    <message>
        <source>cannot be written: %1; what stood there before could not be put back and is kept as %2</source>
        <translation>kann nicht geschrieben werden: %1; was vorher dort stand, ließ sich nicht zurücklegen und liegt jetzt unter %2</translation>
    </message>
</context>
<context>
    <name>io.kept_aside.remedy</name>
    <message>
        <source>move it back by hand</source>
        <translation>leg es von Hand zurück</translation>
    </message>
</context>
<context>
    <name>io.no_temporary</name>
    <message>
        <source>there is no folder for temporary files: %1</source>
        <translation>es gibt keinen Ordner für temporäre Dateien: %1</translation>
    </message>
</context>
<context>
    <name>io.not_regular</name>
    <message>
        <source>is not a regular file</source>
        <translation>ist keine reguläre Datei</translation>
    </message>
</context>
<context>
    <name>io.other_tmpdir</name>
    <message>
        <source>free some space, or name another folder in TMPDIR</source>
        <translation>Platz schaffen oder in TMPDIR einen anderen Ordner angeben</translation>
    </message>
</context>
<context>
    <name>io.set_tmpdir</name>
    <message>
        <source>name one in TMPDIR</source>
        <translation>in TMPDIR einen angeben</translation>
    </message>
</context>
<context>
    <name>io.target_is_device</name>
    <message>
        <source>cannot be written: it is a device or a pipe, not a file</source>
        <translation>kann nicht geschrieben werden: ist ein Gerät oder eine Pipe, keine Datei</translation>
    </message>
</context>
<context>
    <name>io.target_is_folder</name>
    <message>
        <source>cannot be written: it is a folder</source>
        <translation>kann nicht geschrieben werden: ist ein Ordner</translation>
    </message>
</context>
<context>
    <name>job.cancelled</name>
    <message>
        <source>cancelled</source>
        <translation>abgebrochen</translation>
    </message>
</context>
<context>
    <name>job.file</name>
    <message>
        <source>a file could not be used: %1</source>
        <translation>eine Datei ließ sich nicht verwenden: %1</translation>
    </message>
</context>
<context>
    <name>job.kept</name>
    <message>
        <source>what is open stays as it was; please report this</source>
        <translation>was geöffnet ist, bleibt, wie es war; bitte melden</translation>
    </message>
</context>
<context>
    <name>job.no_memory</name>
    <message>
        <source>there is not enough memory for it</source>
        <translation>dafür reicht der Arbeitsspeicher nicht</translation>
    </message>
</context>
<context>
    <name>job.no_memory.remedy</name>
    <message>
        <source>close other programs, or choose less: fewer layers, samples or variants</source>
        <translation>schließe andere Programme, oder wähle weniger: weniger Schichten, Beispiele oder Varianten</translation>
    </message>
</context>
<context>
    <name>job.unexpected</name>
    <message>
        <source>ended unexpectedly: %1</source>
        <translation>endete unerwartet: %1</translation>
    </message>
</context>
<context>
    <name>job.unknown</name>
    <message>
        <source>ended unexpectedly, without saying why</source>
        <translation>endete unerwartet und ohne einen Grund zu nennen</translation>
    </message>
</context>
<context>
    <name>lift.changed</name>
    <message>
        <source>%1 means something else from opset %2 on</source>
        <translation>%1 bedeutet ab Opset %2 etwas anderes</translation>
    </message>
</context>
<context>
    <name>lift.differs</name>
    <message>
        <source>its outputs would be others then</source>
        <translation>seine Ausgaben wären dann andere</translation>
    </message>
</context>
<context>
    <name>lift.done</name>
    <message>
        <source>its opset %1 was lifted to %2, which has what was asked for</source>
        <translation>sein Opset %1 wurde auf %2 angehoben, das hat, was verlangt ist</translation>
    </message>
</context>
<context>
    <name>lift.functions</name>
    <message>
        <source>it holds functions, which have opsets of their own</source>
        <translation>es enthält Funktionen, die eigene Opsets haben</translation>
    </message>
</context>
<context>
    <name>lift.not</name>
    <message>
        <source>its opset %1 lacks what was asked for and cannot be lifted to %2: %3</source>
        <translation>seinem Opset %1 fehlt, was verlangt ist, und es kann nicht auf %2 angehoben werden: %3</translation>
    </message>
</context>
<context>
    <name>lift.not_asked</name>
    <message>
        <source>its opset %1 stays, as was asked: %2 would have all that the form is made of</source>
        <translation>sein Opset %1 bleibt, wie verlangt: %2 hätte alles, woraus die Form besteht</translation>
    </message>
</context>
<context>
    <name>lift.refused</name>
    <message>
        <source>ONNX&apos;s version converter does not take it: %1</source>
        <translation>der Versionsumwandler von ONNX nimmt es nicht an: %1</translation>
    </message>
</context>
<context>
    <name>lift.scopes</name>
    <message>
        <source>it holds branches, loops or functions</source>
        <translation>es enthält Zweige, Schleifen oder Funktionen</translation>
    </message>
</context>
<context>
    <name>lift.sparse</name>
    <message>
        <source>it holds sparse tensors</source>
        <translation>es enthält dünn besetzte Tensoren</translation>
    </message>
</context>
<context>
    <name>lift.spatial</name>
    <message>
        <source>newer opsets have no BatchNormalization with spatial = 0</source>
        <translation>neuere Opsets haben keine BatchNormalization mit spatial = 0</translation>
    </message>
</context>
<context>
    <name>lift.too_new</name>
    <message>
        <source>no way to it is known</source>
        <translation>kein Weg dorthin ist bekannt</translation>
    </message>
</context>
<context>
    <name>lift.training</name>
    <message>
        <source>it holds graphs for training</source>
        <translation>es enthält Graphen für das Training</translation>
    </message>
</context>
<context>
    <name>log.levels</name>
    <message>
        <source>use trace, debug, info, warning, error or off</source>
        <translation>trace, debug, info, warning, error oder off verwenden</translation>
    </message>
</context>
<context>
    <name>log.unknown_level</name>
    <message>
        <source>unknown log level %1</source>
        <translation>unbekannte Protokollstufe %1</translation>
    </message>
</context>
<context>
    <name>model.cut</name>
    <message>
        <source>is cut off or damaged near byte %1 of %2</source>
        <translation>ist nahe Byte %1 von %2 abgeschnitten oder beschädigt</translation>
    </message>
</context>
<context>
    <name>model.damaged</name>
    <message>
        <source>is damaged</source>
        <translation>ist beschädigt</translation>
    </message>
</context>
<context>
    <name>model.damaged.remedy</name>
    <message>
        <source>get the file again</source>
        <translation>die Datei neu beschaffen</translation>
    </message>
</context>
<context>
    <name>model.exception</name>
    <message>
        <source>cannot be read: %1</source>
        <translation>kann nicht gelesen werden: %1</translation>
    </message>
</context>
<context>
    <name>model.external.hard-link</name>
    <message>
        <source>external data file has more than one name (hard link): %1</source>
        <translation>externe Datendatei hat mehr als einen Namen (harter Link): %1</translation>
    </message>
</context>
<context>
    <name>model.external.hard-link.remedy</name>
    <message>
        <source>put a copy in its place</source>
        <translation>eine Kopie an ihre Stelle legen</translation>
    </message>
</context>
<context>
    <name>model.external.itself</name>
    <message>
        <source>names itself as its external data: %1</source>
        <translation>nennt sich selbst als externe Daten: %1</translation>
    </message>
</context>
<context>
    <name>model.external.key</name>
    <message>
        <source>names external data with the unknown key &quot;%1&quot;</source>
        <translation>nennt externe Daten mit dem unbekannten Schlüssel „%1“</translation>
    </message>
</context>
<context>
    <name>model.external.length</name>
    <message>
        <source>tensor needs %1 bytes, its external data have %2</source>
        <translation>Tensor braucht %1 Bytes, die externen Daten haben %2</translation>
    </message>
</context>
<context>
    <name>model.external.link</name>
    <message>
        <source>external data lead through a symbolic link: %1</source>
        <translation>externe Daten führen über einen symbolischen Link: %1</translation>
    </message>
</context>
<context>
    <name>model.external.missing</name>
    <message>
        <source>external data file is missing: %1</source>
        <translation>externe Datendatei fehlt: %1</translation>
    </message>
</context>
<context>
    <name>model.external.missing.remedy</name>
    <message>
        <source>put it beside the model</source>
        <translation>neben das Modell legen</translation>
    </message>
</context>
<context>
    <name>model.external.no-location</name>
    <message>
        <source>stores a tensor as external data but names no file</source>
        <translation>speichert einen Tensor als externe Daten, nennt aber keine Datei</translation>
    </message>
</context>
<context>
    <name>model.external.number</name>
    <message>
        <source>external data&apos;s %1 is no byte count: &quot;%2&quot;</source>
        <translation>%1 der externen Daten ist keine Byteanzahl: „%2“</translation>
    </message>
</context>
<context>
    <name>model.external.outside</name>
    <message>
        <source>external data point outside the model&apos;s folder: %1</source>
        <translation>externe Daten zeigen aus dem Ordner des Modells hinaus: %1</translation>
    </message>
</context>
<context>
    <name>model.external.past-end</name>
    <message>
        <source>external data %1 have %2 bytes, tensor needs %3 from byte %4 on</source>
        <translation>externe Daten %1 haben %2 Bytes, Tensor braucht %3 ab Byte %4</translation>
    </message>
</context>
<context>
    <name>model.external.twice</name>
    <message>
        <source>names external data with the key &quot;%1&quot; twice</source>
        <translation>nennt externe Daten zweimal mit dem Schlüssel „%1“</translation>
    </message>
</context>
<context>
    <name>model.external.unreadable</name>
    <message>
        <source>external data file %1 cannot be read: %2</source>
        <translation>externe Datendatei %1 kann nicht gelesen werden: %2</translation>
    </message>
</context>
<context>
    <name>model.external.unusable</name>
    <message>
        <source>external data file %1 %2</source>
        <translation>externe Datendatei %1 %2</translation>
    </message>
</context>
<context>
    <name>model.file.changed</name>
    <message>
        <source>changed while being read</source>
        <translation>wurde während des Lesens verändert</translation>
    </message>
</context>
<context>
    <name>model.file.changed.remedy</name>
    <message>
        <source>open it again once it is complete</source>
        <translation>erneut öffnen, sobald sie vollständig ist</translation>
    </message>
</context>
<context>
    <name>model.file.folder</name>
    <message>
        <source>is a folder, not a file</source>
        <translation>ist ein Ordner, keine Datei</translation>
    </message>
</context>
<context>
    <name>model.file.missing</name>
    <message>
        <source>no such file</source>
        <translation>Datei nicht vorhanden</translation>
    </message>
</context>
<context>
    <name>model.file.not-regular</name>
    <message>
        <source>is not a regular file</source>
        <translation>ist keine reguläre Datei</translation>
    </message>
</context>
<context>
    <name>model.file.unreadable</name>
    <message>
        <source>cannot be read: %1</source>
        <translation>kann nicht gelesen werden: %1</translation>
    </message>
</context>
<context>
    <name>model.function.external-default</name>
    <message>
        <source>keeps a function&apos;s default value in external data</source>
        <translation>hält den Vorgabewert einer Funktion in externen Daten</translation>
    </message>
</context>
<context>
    <name>model.function.recursive</name>
    <message>
        <source>has local functions that call themselves: %1</source>
        <translation>hat lokale Funktionen, die sich selbst aufrufen: %1</translation>
    </message>
</context>
<context>
    <name>model.function.unfolds</name>
    <message>
        <source>has local functions that unfold to more than %1 nodes</source>
        <translation>hat lokale Funktionen, die sich zu mehr als %1 Knoten entfalten</translation>
    </message>
</context>
<context>
    <name>model.graph.cycle</name>
    <message>
        <source>has nodes that wait for each other: %1</source>
        <translation>hat Knoten, die aufeinander warten: %1</translation>
    </message>
</context>
<context>
    <name>model.graph.initializer-twice</name>
    <message>
        <source>has two initializers named &quot;%1&quot;</source>
        <translation>hat zwei Initialisierer namens „%1“</translation>
    </message>
</context>
<context>
    <name>model.graph.input-twice</name>
    <message>
        <source>has two inputs named &quot;%1&quot;</source>
        <translation>hat zwei Eingaben namens „%1“</translation>
    </message>
</context>
<context>
    <name>model.graph.nameless-tensor</name>
    <message>
        <source>has an initializer without a name</source>
        <translation>hat einen Initialisierer ohne Namen</translation>
    </message>
</context>
<context>
    <name>model.graph.no-operator</name>
    <message>
        <source>has a node without an operator</source>
        <translation>hat einen Knoten ohne Operator</translation>
    </message>
</context>
<context>
    <name>model.graph.output-twice</name>
    <message>
        <source>the value &quot;%1&quot; is made twice, the other time by %2</source>
        <translation>der Wert „%1“ wird zweimal erzeugt, das andere Mal von %2</translation>
    </message>
</context>
<context>
    <name>model.graph.output-unmade</name>
    <message>
        <source>has the output &quot;%1&quot; that nothing makes</source>
        <translation>hat die Ausgabe „%1“, die nichts erzeugt</translation>
    </message>
</context>
<context>
    <name>model.graph.unmade</name>
    <message>
        <source>reads a value that nothing makes: &quot;%1&quot;</source>
        <translation>liest einen Wert, den nichts erzeugt: „%1“</translation>
    </message>
</context>
<context>
    <name>model.ir</name>
    <message>
        <source>names the IR version %1; versions from 1 to %2 are known</source>
        <translation>nennt die IR-Version %1; bekannt sind die Versionen 1 bis %2</translation>
    </message>
</context>
<context>
    <name>model.memory</name>
    <message>
        <source>needs more memory than there is</source>
        <translation>braucht mehr Speicher, als vorhanden ist</translation>
    </message>
</context>
<context>
    <name>model.no-graph</name>
    <message>
        <source>has no graph</source>
        <translation>hat keinen Graphen</translation>
    </message>
</context>
<context>
    <name>model.no-opset-import</name>
    <message>
        <source>imports no operator set, so that its operators mean nothing</source>
        <translation>importiert keinen Operatorsatz, seine Operatoren bedeuten also nichts</translation>
    </message>
</context>
<context>
    <name>model.not.elf</name>
    <message>
        <source>is a program or library, not an ONNX model</source>
        <translation>ist ein Programm oder eine Bibliothek, kein ONNX-Modell</translation>
    </message>
</context>
<context>
    <name>model.not.empty</name>
    <message>
        <source>is empty (0 bytes)</source>
        <translation>ist leer (0 Bytes)</translation>
    </message>
</context>
<context>
    <name>model.not.gif</name>
    <message>
        <source>is a GIF image, not an ONNX model</source>
        <translation>ist ein GIF-Bild, kein ONNX-Modell</translation>
    </message>
</context>
<context>
    <name>model.not.gzip</name>
    <message>
        <source>is compressed (gzip)</source>
        <translation>ist komprimiert (gzip)</translation>
    </message>
</context>
<context>
    <name>model.not.hdf5</name>
    <message>
        <source>is an HDF5 file (perhaps Keras), not an ONNX model</source>
        <translation>ist eine HDF5-Datei (vielleicht Keras), kein ONNX-Modell</translation>
    </message>
</context>
<context>
    <name>model.not.html</name>
    <message>
        <source>is a web page, the download probably failed</source>
        <translation>ist eine Webseite, der Download ist wohl fehlgeschlagen</translation>
    </message>
</context>
<context>
    <name>model.not.html.remedy</name>
    <message>
        <source>download it again</source>
        <translation>erneut herunterladen</translation>
    </message>
</context>
<context>
    <name>model.not.jpeg</name>
    <message>
        <source>is a JPEG image, not an ONNX model</source>
        <translation>ist ein JPEG-Bild, kein ONNX-Modell</translation>
    </message>
</context>
<context>
    <name>model.not.lfs</name>
    <message>
        <source>is a Git LFS pointer; real size %1 bytes</source>
        <translation>ist ein Git-LFS-Zeiger; wirkliche Größe %1 Bytes</translation>
    </message>
</context>
<context>
    <name>model.not.lfs.remedy</name>
    <message>
        <source>run git lfs pull</source>
        <translation>git lfs pull ausführen</translation>
    </message>
</context>
<context>
    <name>model.not.npy</name>
    <message>
        <source>is a NumPy array, not an ONNX model</source>
        <translation>ist ein NumPy-Array, kein ONNX-Modell</translation>
    </message>
</context>
<context>
    <name>model.not.onnx</name>
    <message>
        <source>is not an ONNX model</source>
        <translation>ist kein ONNX-Modell</translation>
    </message>
</context>
<context>
    <name>model.not.ort</name>
    <message>
        <source>is a model in ONNX Runtime&apos;s own format (.ort), not an ONNX model</source>
        <translation>ist ein Modell im eigenen Format von ONNX Runtime (.ort), kein ONNX-Modell</translation>
    </message>
</context>
<context>
    <name>model.not.packed.remedy</name>
    <message>
        <source>unpack it first</source>
        <translation>zuerst entpacken</translation>
    </message>
</context>
<context>
    <name>model.not.pdf</name>
    <message>
        <source>is a PDF document, not an ONNX model</source>
        <translation>ist ein PDF-Dokument, kein ONNX-Modell</translation>
    </message>
</context>
<context>
    <name>model.not.pickle</name>
    <message>
        <source>is a Python pickle (perhaps a PyTorch file), not an ONNX model</source>
        <translation>ist ein Python-Pickle (vielleicht eine PyTorch-Datei), kein ONNX-Modell</translation>
    </message>
</context>
<context>
    <name>model.not.png</name>
    <message>
        <source>is a PNG image, not an ONNX model</source>
        <translation>ist ein PNG-Bild, kein ONNX-Modell</translation>
    </message>
</context>
<context>
    <name>model.not.safetensors</name>
    <message>
        <source>is a safetensors file, not an ONNX model</source>
        <translation>ist eine safetensors-Datei, kein ONNX-Modell</translation>
    </message>
</context>
<context>
    <name>model.not.text</name>
    <message>
        <source>is not an ONNX model (it is plain text)</source>
        <translation>ist kein ONNX-Modell (sondern reiner Text)</translation>
    </message>
</context>
<context>
    <name>model.not.tflite</name>
    <message>
        <source>is a TensorFlow Lite model, not an ONNX model</source>
        <translation>ist ein TensorFlow-Lite-Modell, kein ONNX-Modell</translation>
    </message>
</context>
<context>
    <name>model.not.xz</name>
    <message>
        <source>is compressed (xz)</source>
        <translation>ist komprimiert (xz)</translation>
    </message>
</context>
<context>
    <name>model.not.zip</name>
    <message>
        <source>is a zip archive (perhaps a PyTorch file), not an ONNX model</source>
        <translation>ist ein zip-Archiv (vielleicht eine PyTorch-Datei), kein ONNX-Modell</translation>
    </message>
</context>
<context>
    <name>model.not.zstd</name>
    <message>
        <source>is compressed (zstd)</source>
        <translation>ist komprimiert (zstd)</translation>
    </message>
</context>
<context>
    <name>model.opset</name>
    <message>
        <source>imports operator set %1; versions from 1 to %2 are known</source>
        <translation>importiert Operatorsatz %1; bekannt sind die Versionen 1 bis %2</translation>
    </message>
</context>
<context>
    <name>model.phase.check</name>
    <message>
        <source>Checking the model</source>
        <translation>Modell wird geprüft</translation>
    </message>
</context>
<context>
    <name>model.phase.read</name>
    <message>
        <source>Reading the model</source>
        <translation>Modell wird gelesen</translation>
    </message>
</context>
<context>
    <name>model.phase.write</name>
    <message>
        <source>Writing the model</source>
        <translation>Modell wird geschrieben</translation>
    </message>
</context>
<context>
    <name>model.reason.axes</name>
    <message>
        <source>%1 and %2 use it along different channel axes; it is treated as one channel</source>
        <translation>%1 und %2 verwenden ihn entlang verschiedener Kanalachsen; er wird als ein Kanal behandelt</translation>
    </message>
</context>
<context>
    <name>model.reason.empty</name>
    <message>
        <source>has no elements</source>
        <translation>hat keine Elemente</translation>
    </message>
</context>
<context>
    <name>model.reason.fed</name>
    <message>
        <source>an input&apos;s default, which can be fed</source>
        <translation>Vorgabe einer Eingabe, die gegeben werden kann</translation>
    </message>
</context>
<context>
    <name>model.reason.few</name>
    <message>
        <source>only %1 elements, read by %2 as input %3</source>
        <translation>nur %1 Elemente, gelesen von %2 als Eingabe %3</translation>
    </message>
</context>
<context>
    <name>model.reason.handed-out</name>
    <message>
        <source>an output of its graph gives it out</source>
        <translation>eine Ausgabe des Graphen gibt ihn aus</translation>
    </message>
</context>
<context>
    <name>model.reason.list</name>
    <message>
        <source>stored as a list in an attribute</source>
        <translation>als Liste in einem Attribut gespeichert</translation>
    </message>
</context>
<context>
    <name>model.reason.no-opset</name>
    <message>
        <source>no default operator set is imported here; decoding needs version 7</source>
        <translation>hier wird kein Standard-Operatorsatz importiert; Dekodieren braucht Version 7</translation>
    </message>
</context>
<context>
    <name>model.reason.no-weight</name>
    <message>
        <source>no weight: read by %1 as input %2</source>
        <translation>kein Gewicht: gelesen von %1 als Eingabe %2</translation>
    </message>
</context>
<context>
    <name>model.reason.one</name>
    <message>
        <source>has one element only</source>
        <translation>hat nur ein Element</translation>
    </message>
</context>
<context>
    <name>model.reason.opset</name>
    <message>
        <source>operator set %1; decoding needs version 7</source>
        <translation>Operatorsatz %1; Dekodieren braucht Version 7</translation>
    </message>
</context>
<context>
    <name>model.reason.output</name>
    <message>
        <source>is an output of its graph</source>
        <translation>ist eine Ausgabe seines Graphen</translation>
    </message>
</context>
<context>
    <name>model.reason.places</name>
    <message>
        <source>holds evenly spaced values: places or counts, read by %1</source>
        <translation>enthält Werte in gleichen Abständen: Orte oder Anzahlen, gelesen von %1</translation>
    </message>
</context>
<context>
    <name>model.reason.quantized</name>
    <message>
        <source>already quantized: read by %1</source>
        <translation>bereits quantisiert: gelesen von %1</translation>
    </message>
</context>
<context>
    <name>model.reason.sparse</name>
    <message>
        <source>stored sparse</source>
        <translation>dünn besetzt gespeichert</translation>
    </message>
</context>
<context>
    <name>model.reason.type</name>
    <message>
        <source>holds %1 values</source>
        <translation>enthält Werte vom Typ %1</translation>
    </message>
</context>
<context>
    <name>model.reason.unread</name>
    <message>
        <source>read by nothing</source>
        <translation>wird von nichts gelesen</translation>
    </message>
</context>
<context>
    <name>model.reserved</name>
    <message>
        <source>holds a tensor with a field number that is not in use, near byte %1</source>
        <translation>enthält nahe Byte %1 einen Tensor mit einer nicht verwendeten Feldnummer</translation>
    </message>
</context>
<context>
    <name>model.result-too-large</name>
    <message>
        <source>would become one file of %1 bytes; an ONNX file can hold at most 2 GiB</source>
        <translation>würde eine einzige Datei von %1 Bytes; eine ONNX-Datei kann höchstens 2 GiB enthalten</translation>
    </message>
</context>
<context>
    <name>model.result-too-large.remedy</name>
    <message>
        <source>compress more of its layers</source>
        <translation>mehr Schichten komprimieren</translation>
    </message>
</context>
<context>
    <name>model.sparse.index</name>
    <message>
        <source>sparse tensor&apos;s index %1 is out of range or order</source>
        <translation>Index %1 des dünnbesetzten Tensors liegt außerhalb des Bereichs oder der Reihenfolge</translation>
    </message>
</context>
<context>
    <name>model.sparse.shape</name>
    <message>
        <source>sparse tensor&apos;s dims, values and indices do not agree</source>
        <translation>dims, values und indices des dünnbesetzten Tensors passen nicht zusammen</translation>
    </message>
</context>
<context>
    <name>model.tensor-file.external</name>
    <message>
        <source>keeps its values in another file, which is not read</source>
        <translation>hält seine Werte in einer anderen Datei, die nicht gelesen wird</translation>
    </message>
</context>
<context>
    <name>model.tensor-file.none</name>
    <message>
        <source>is no ONNX tensor (TensorProto)</source>
        <translation>ist kein ONNX-Tensor (TensorProto)</translation>
    </message>
</context>
<context>
    <name>model.tensor-file.strings</name>
    <message>
        <source>holds strings, which are not fed</source>
        <translation>enthält Zeichenketten, die nicht eingegeben werden</translation>
    </message>
</context>
<context>
    <name>model.tensor-file.too-large</name>
    <message>
        <source>is larger than the 2 GiB a tensor&apos;s file can have</source>
        <translation>ist größer als die 2 GiB, die eine Tensordatei haben kann</translation>
    </message>
</context>
<context>
    <name>model.tensor.count</name>
    <message>
        <source>tensor %1 of %2 needs %3 values, has %4</source>
        <translation>Tensor %1 vom Typ %2 braucht %3 Werte, hat %4</translation>
    </message>
</context>
<context>
    <name>model.tensor.damaged</name>
    <message>
        <source>tensor&apos;s %1 is damaged</source>
        <translation>%1 des Tensors ist beschädigt</translation>
    </message>
</context>
<context>
    <name>model.tensor.external-strings</name>
    <message>
        <source>tensor holds strings in external data</source>
        <translation>Tensor hält Zeichenketten in externen Daten</translation>
    </message>
</context>
<context>
    <name>model.tensor.field</name>
    <message>
        <source>tensor of %1 holds its values in %2, not in %3</source>
        <translation>Tensor vom Typ %1 hält seine Werte in %2, nicht in %3</translation>
    </message>
</context>
<context>
    <name>model.tensor.negative</name>
    <message>
        <source>tensor has the negative dimension %1 in %2</source>
        <translation>Tensor hat die negative Dimension %1 in %2</translation>
    </message>
</context>
<context>
    <name>model.tensor.range</name>
    <message>
        <source>tensor of %1 holds a value that does not fit its type</source>
        <translation>Tensor vom Typ %1 hält einen Wert, der nicht in den Typ passt</translation>
    </message>
</context>
<context>
    <name>model.tensor.rank</name>
    <message>
        <source>tensor has %1 dimensions, at most %2 are read</source>
        <translation>Tensor hat %1 Dimensionen, gelesen werden höchstens %2</translation>
    </message>
</context>
<context>
    <name>model.tensor.raw-and-external</name>
    <message>
        <source>tensor holds values in the file and names external data</source>
        <translation>Tensor hält Werte in der Datei und nennt externe Daten</translation>
    </message>
</context>
<context>
    <name>model.tensor.raw-strings</name>
    <message>
        <source>tensor holds strings in raw_data</source>
        <translation>Tensor hält Zeichenketten in raw_data</translation>
    </message>
</context>
<context>
    <name>model.tensor.segment</name>
    <message>
        <source>tensor is stored in segments, which no tool reads</source>
        <translation>Tensor ist in Segmenten gespeichert, die kein Werkzeug liest</translation>
    </message>
</context>
<context>
    <name>model.tensor.size</name>
    <message>
        <source>tensor %1 of %2 needs %3 bytes, has %4</source>
        <translation>Tensor %1 vom Typ %2 braucht %3 Byte, hat %4</translation>
    </message>
</context>
<context>
    <name>model.tensor.too-large</name>
    <message>
        <source>tensor&apos;s dimensions %1 are too large</source>
        <translation>Dimensionen %1 des Tensors sind zu groß</translation>
    </message>
</context>
<context>
    <name>model.tensor.two-fields</name>
    <message>
        <source>tensor holds values twice, in %1 and %2</source>
        <translation>Tensor hält Werte doppelt, in %1 und %2</translation>
    </message>
</context>
<context>
    <name>model.tensor.type</name>
    <message>
        <source>tensor has the unknown data type %1</source>
        <translation>Tensor hat den unbekannten Datentyp %1</translation>
    </message>
</context>
<context>
    <name>model.too-deep</name>
    <message>
        <source>is nested too deeply (limit 32 graphs)</source>
        <translation>ist zu tief verschachtelt (Grenze: 32 Graphen)</translation>
    </message>
</context>
<context>
    <name>model.too-large</name>
    <message>
        <source>is %1 GiB; a single ONNX file can hold at most 2 GiB</source>
        <translation>ist %1 GiB groß; eine einzelne ONNX-Datei fasst höchstens 2 GiB</translation>
    </message>
</context>
<context>
    <name>model.too-large.remedy</name>
    <message>
        <source>store weights as external data</source>
        <translation>Gewichte als externe Daten speichern</translation>
    </message>
</context>
<context>
    <name>model.too-many</name>
    <message>
        <source>holds more than 8 million nodes, attributes and values</source>
        <translation>enthält mehr als 8 Millionen Knoten, Attribute und Werte</translation>
    </message>
</context>
<context>
    <name>model.too-much</name>
    <message>
        <source>holds more than 1 GiB beside its tensors</source>
        <translation>enthält mehr als 1 GiB neben den Tensoren</translation>
    </message>
</context>
<context>
    <name>model.trailing</name>
    <message>
        <source>has %1 bytes after the end of the model</source>
        <translation>hat %1 Byte nach dem Ende des Modells</translation>
    </message>
</context>
<context>
    <name>model.unwritable</name>
    <message>
        <source>cannot be written as one ONNX file</source>
        <translation>lässt sich nicht als eine ONNX-Datei schreiben</translation>
    </message>
</context>
<context>
    <name>model.warning.checksum</name>
    <message>
        <source>names checksums of its external data; they are not compared</source>
        <translation>nennt Prüfsummen der externen Daten; sie werden nicht verglichen</translation>
    </message>
</context>
<context>
    <name>model.warning.ir</name>
    <message>
        <source>IR version %1 is newer than any known here (%2)</source>
        <translation>IR-Version %1 ist neuer als jede hier bekannte (%2)</translation>
    </message>
</context>
<context>
    <name>model.warning.opset</name>
    <message>
        <source>operator set %1 is newer than any known here (%2)</source>
        <translation>Operatorsatz %1 ist neuer als jeder hier bekannte (%2)</translation>
    </message>
</context>
<context>
    <name>model.warning.opset-twice</name>
    <message>
        <source>imports the operator set %1 twice; the last counts</source>
        <translation>importiert den Operatorsatz %1 zweimal; der letzte gilt</translation>
    </message>
</context>
<context>
    <name>model.write</name>
    <message>
        <source>cannot be written: %1</source>
        <translation>lässt sich nicht schreiben: %1</translation>
    </message>
</context>
<context>
    <name>modifier.act</name>
    <message>
        <source>Activations</source>
        <translation>Aktivierungen</translation>
    </message>
</context>
<context>
    <name>modifier.act.about</name>
    <message>
        <source>Quantizes what the layer reads and makes, so that it computes in integers: faster where the processor has kernels for them; needs uniform weights of at most 8 bits and calibration data.</source>
        <translation>Quantisiert, was die Schicht liest und gibt, sodass sie ganzzahlig rechnet: schneller, wo der Prozessor Kernel dafür hat; braucht gleichförmige Gewichte von höchstens 8 Bit und Kalibrierdaten.</translation>
    </message>
</context>
<context>
    <name>modifier.act.float</name>
    <message>
        <source>float</source>
        <translation>float</translation>
    </message>
</context>
<context>
    <name>modifier.act.float16</name>
    <message>
        <source>float16</source>
        <translation>float16</translation>
    </message>
</context>
<context>
    <name>modifier.act.int16</name>
    <message>
        <source>int16</source>
        <translation>int16</translation>
    </message>
</context>
<context>
    <name>modifier.act.int8</name>
    <message>
        <source>int8</source>
        <translation>int8</translation>
    </message>
</context>
<context>
    <name>modifier.act.symmetric</name>
    <message>
        <source>Symmetric</source>
        <translation>Symmetrisch</translation>
    </message>
</context>
<context>
    <name>modifier.act.symmetric.help</name>
    <message>
        <source>Zero stands in the middle of the range: half of it is lost behind a ReLU.</source>
        <translation>Die Null steht in der Mitte des Bereichs: hinter einem ReLU geht die Hälfte verloren.</translation>
    </message>
</context>
<context>
    <name>modifier.act.type</name>
    <message>
        <source>Type</source>
        <translation>Typ</translation>
    </message>
</context>
<context>
    <name>modifier.act.type.help</name>
    <message>
        <source>Of the quantized values; on 16 bits stock runtimes compute in floats between them. float: as they are; float16: not quantized, the layer computes in float16.</source>
        <translation>Der quantisierten Werte; mit 16 Bit rechnen übliche Laufzeiten dazwischen in Gleitkomma. float: wie sie sind; float16: nicht quantisiert, die Schicht rechnet in float16.</translation>
    </message>
</context>
<context>
    <name>modifier.act.uint16</name>
    <message>
        <source>uint16</source>
        <translation>uint16</translation>
    </message>
</context>
<context>
    <name>modifier.act.uint8</name>
    <message>
        <source>uint8</source>
        <translation>uint8</translation>
    </message>
</context>
<context>
    <name>modifier.awq</name>
    <message>
        <source>AWQ</source>
        <translation>AWQ</translation>
    </message>
</context>
<context>
    <name>modifier.awq.about</name>
    <message>
        <source>Scales up the weights of channels that a MatMul or Gemm reads large values from, and the channels the other way, so that rounding costs less where it counts: no byte more where a normalization in front takes the factors, else a Mul; needs calibration data.</source>
        <translation>Vergrößert die Gewichte der Kanäle, aus denen ein MatMul oder Gemm große Werte liest, und verkleinert die Kanäle entsprechend, damit das Runden dort weniger kostet, wo es zählt: kein Byte mehr, wo eine Normalisierung davor die Faktoren aufnimmt, sonst ein Mul; braucht Kalibrierdaten.</translation>
    </message>
</context>
<context>
    <name>modifier.bias_correction</name>
    <message>
        <source>Bias correction</source>
        <translation>Bias-Korrektur</translation>
    </message>
</context>
<context>
    <name>modifier.bias_correction.about</name>
    <message>
        <source>Takes off each layer&apos;s bias what coarse weights move the mean of its channels by on calibration data: no byte more, and at 3 and 4 bits often most of the lost accuracy back; needs calibration data and a stored bias.</source>
        <translation>Zieht vom Bias jeder Schicht ab, worum grobe Gewichte das Mittel ihrer Kanäle auf Kalibrierdaten verschieben: kein Byte mehr, und bei 3 und 4 Bit oft der größte Teil der verlorenen Genauigkeit zurück; braucht Kalibrierdaten und einen gespeicherten Bias.</translation>
    </message>
</context>
<context>
    <name>modifier.equalization</name>
    <message>
        <source>Equalization</source>
        <translation>Ausgleich</translation>
    </message>
</context>
<context>
    <name>modifier.equalization.about</name>
    <message>
        <source>Moves scale between a layer and the next until each channel fills the same range in both, before they are stored: no byte more and no data, much gained with one range a tensor; only between layers that both have it, with a ReLU, pooling or nothing between them.</source>
        <translation>Verschiebt Maßstäbe zwischen einer Schicht und der nächsten, bis jeder Kanal in beiden denselben Bereich füllt, bevor sie gespeichert werden: kein Byte mehr und keine Daten, viel Gewinn bei einem Bereich je Tensor; nur zwischen Schichten, die es beide haben, mit ReLU, Pooling oder nichts dazwischen.</translation>
    </message>
</context>
<context>
    <name>modifier.gptq</name>
    <message>
        <source>GPTQ</source>
        <translation>GPTQ</translation>
    </message>
</context>
<context>
    <name>modifier.gptq.about</name>
    <message>
        <source>Chooses each weight&apos;s level on calibration data, so that it makes up for what the levels of the weights before it changed of the layer&apos;s result: no byte more, and at 2 to 4 bits often most of the lost accuracy back; needs calibration data.</source>
        <translation>Wählt die Stufe jedes Gewichts anhand von Kalibrierdaten so, dass sie ausgleicht, was die Stufen der Gewichte davor am Ergebnis der Schicht geändert haben: kein Byte mehr, und bei 2 bis 4 Bit oft der größte Teil der verlorenen Genauigkeit zurück; braucht Kalibrierdaten.</translation>
    </message>
</context>
<context>
    <name>modifier.prune</name>
    <message>
        <source>Pruning</source>
        <translation>Ausdünnen</translation>
    </message>
</context>
<context>
    <name>modifier.prune.about</name>
    <message>
        <source>Leaves the largest weights and drops the others to zero: small files even before the rest is quantized; stock runtimes compute no faster.</source>
        <translation>Lässt die größten Gewichte stehen und setzt die anderen auf null: kleine Dateien, noch bevor der Rest quantisiert wird; übliche Laufzeiten rechnen nicht schneller.</translation>
    </message>
</context>
<context>
    <name>modifier.prune.density</name>
    <message>
        <source>Density</source>
        <translation>Dichte</translation>
    </message>
</context>
<context>
    <name>modifier.prune.density.help</name>
    <message>
        <source>Share of the weights that stays: 0.1 is one in ten.</source>
        <translation>Anteil der Gewichte, der bleibt: 0,1 ist eines von zehn.</translation>
    </message>
</context>
<context>
    <name>modifier.prune.nm</name>
    <message>
        <source>N of M</source>
        <translation>N von M</translation>
    </message>
</context>
<context>
    <name>modifier.prune.nm.1of16</name>
    <message>
        <source>1 of 16</source>
        <translation>1 von 16</translation>
    </message>
</context>
<context>
    <name>modifier.prune.nm.1of2</name>
    <message>
        <source>1 of 2</source>
        <translation>1 von 2</translation>
    </message>
</context>
<context>
    <name>modifier.prune.nm.1of4</name>
    <message>
        <source>1 of 4</source>
        <translation>1 von 4</translation>
    </message>
</context>
<context>
    <name>modifier.prune.nm.1of8</name>
    <message>
        <source>1 of 8</source>
        <translation>1 von 8</translation>
    </message>
</context>
<context>
    <name>modifier.prune.nm.2of16</name>
    <message>
        <source>2 of 16</source>
        <translation>2 von 16</translation>
    </message>
</context>
<context>
    <name>modifier.prune.nm.2of4</name>
    <message>
        <source>2 of 4</source>
        <translation>2 von 4</translation>
    </message>
</context>
<context>
    <name>modifier.prune.nm.2of8</name>
    <message>
        <source>2 of 8</source>
        <translation>2 von 8</translation>
    </message>
</context>
<context>
    <name>modifier.prune.nm.3of4</name>
    <message>
        <source>3 of 4</source>
        <translation>3 von 4</translation>
    </message>
</context>
<context>
    <name>modifier.prune.nm.4of16</name>
    <message>
        <source>4 of 16</source>
        <translation>4 von 16</translation>
    </message>
</context>
<context>
    <name>modifier.prune.nm.4of8</name>
    <message>
        <source>4 of 8</source>
        <translation>4 von 8</translation>
    </message>
</context>
<context>
    <name>modifier.prune.nm.6of8</name>
    <message>
        <source>6 of 8</source>
        <translation>6 von 8</translation>
    </message>
</context>
<context>
    <name>modifier.prune.nm.8of16</name>
    <message>
        <source>8 of 16</source>
        <translation>8 von 16</translation>
    </message>
</context>
<context>
    <name>modifier.prune.nm.help</name>
    <message>
        <source>Of each M neighbouring weights of a channel the N largest stay.</source>
        <translation>Von je M benachbarten Gewichten eines Kanals bleiben die N größten.</translation>
    </message>
</context>
<context>
    <name>modifier.prune.nm.none</name>
    <message>
        <source>None</source>
        <translation>Ohne</translation>
    </message>
</context>
<context>
    <name>modifier.prune.threshold</name>
    <message>
        <source>Threshold</source>
        <translation>Schwelle</translation>
    </message>
</context>
<context>
    <name>modifier.prune.threshold.help</name>
    <message>
        <source>Weights of a smaller magnitude are dropped; above 0 it decides instead of the density.</source>
        <translation>Gewichte kleineren Betrags fallen weg; über 0 entscheidet sie an Stelle der Dichte.</translation>
    </message>
</context>
<context>
    <name>modifier.smoothquant</name>
    <message>
        <source>SmoothQuant</source>
        <translation>SmoothQuant</translation>
    </message>
</context>
<context>
    <name>modifier.smoothquant.about</name>
    <message>
        <source>Scales the channels that a MatMul or Gemm reads until none is much larger than the others, and its weights the other way, as far as calibration data say that it pays: for transformers whose activations become integers; a Mul is added where no normalization in front can take the factors.</source>
        <translation>Skaliert die Kanäle, die ein MatMul oder Gemm liest, bis keiner viel größer ist als die anderen, und seine Gewichte umgekehrt, soweit es sich nach Kalibrierdaten lohnt: für Transformer, deren Aktivierungen Ganzzahlen werden; ein Mul kommt hinzu, wo keine Normalisierung davor die Faktoren aufnehmen kann.</translation>
    </message>
</context>
<context>
    <name>moments.columns</name>
    <message>
        <source>each of its channels has %1 weights, more than %2</source>
        <translation>jeder ihrer Kanäle hat %1 Gewichte, mehr als %2</translation>
    </message>
</context>
<context>
    <name>moments.empty</name>
    <message>
        <source>it has no weights</source>
        <translation>sie hat keine Gewichte</translation>
    </message>
</context>
<context>
    <name>moments.form</name>
    <message>
        <source>its weight has another form than its operator takes</source>
        <translation>ihr Gewicht hat eine andere Form, als ihr Operator sie braucht</translation>
    </message>
</context>
<context>
    <name>moments.transposed</name>
    <message>
        <source>it reads its input transposed</source>
        <translation>sie liest ihre Eingabe transponiert</translation>
    </message>
</context>
<context>
    <name>native_io.given_out</name>
    <message>
        <source>it is an output too</source>
        <translation>sie ist auch eine Ausgabe</translation>
    </message>
</context>
<context>
    <name>native_io.made_as_floats</name>
    <message>
        <source>%1 makes floats</source>
        <translation>%1 liefert Gleitkommazahlen</translation>
    </message>
</context>
<context>
    <name>native_io.not_read</name>
    <message>
        <source>nothing reads it</source>
        <translation>nichts liest sie</translation>
    </message>
</context>
<context>
    <name>native_io.not_stored</name>
    <message>
        <source>its scale or zero point is not stored</source>
        <translation>ihre Skala oder ihr Nullpunkt ist nicht gespeichert</translation>
    </message>
</context>
<context>
    <name>native_io.passed_on</name>
    <message>
        <source>it is an input passed on, or stored</source>
        <translation>sie ist eine durchgereichte Eingabe oder gespeichert</translation>
    </message>
</context>
<context>
    <name>native_io.read_as_floats</name>
    <message>
        <source>%1 reads it as floats</source>
        <translation>%1 liest sie als Gleitkommazahlen</translation>
    </message>
</context>
<context>
    <name>opset.dq.bytes</name>
    <message>
        <source>Opset %1 knows DequantizeLinear with 8 bits only: it is lifted to 21 for 4 bits, 16 bits and blocks, to 25 for 2 bits. Where it cannot be, narrower codes take 8 bits each, and wider ones are stored as in form weights.</source>
        <translation>Opset %1 kennt DequantizeLinear nur mit 8 Bit: für 4 Bit, 16 Bit und Blöcke wird es auf 21 angehoben, für 2 Bit auf 25. Wo das nicht geht, nehmen schmalere Codes je 8 Bit ein, und breitere werden wie in der Form weights gespeichert.</translation>
    </message>
</context>
<context>
    <name>opset.dq.four</name>
    <message>
        <source>Opset %1 knows DequantizeLinear with 4, 8 and 16 bits: it is lifted to 25 for 2 bits. Codes of other widths take the next wider.</source>
        <translation>Opset %1 kennt DequantizeLinear mit 4, 8 und 16 Bit: für 2 Bit wird es auf 25 angehoben. Codes anderer Breite nehmen die nächstgrößere.</translation>
    </message>
</context>
<context>
    <name>opset.dq.none</name>
    <message>
        <source>Opset %1 has no DequantizeLinear: it is lifted as far as the layers need. Where it cannot be, every layer is stored as in form weights.</source>
        <translation>Opset %1 hat kein DequantizeLinear: es wird so weit angehoben, wie die Schichten es brauchen. Wo das nicht geht, wird jede Schicht wie in der Form weights gespeichert.</translation>
    </message>
</context>
<context>
    <name>opset.dq.tensor</name>
    <message>
        <source>Opset %1 knows DequantizeLinear with one scale a tensor and 8 bits: it is lifted as far as the layers need. Where it cannot be, narrower codes take 8 bits, and what is scaled by channel or block is stored as in form weights.</source>
        <translation>Opset %1 kennt DequantizeLinear mit einer Skala je Tensor und 8 Bit: es wird so weit angehoben, wie die Schichten es brauchen. Wo das nicht geht, nehmen schmalere Codes 8 Bit ein, und nach Kanal oder Block Skaliertes wird wie in der Form weights gespeichert.</translation>
    </message>
</context>
<context>
    <name>opset.dq.two</name>
    <message>
        <source>Opset %1 knows DequantizeLinear with 2, 4, 8 and 16 bits: codes of other widths take the next wider.</source>
        <translation>Opset %1 kennt DequantizeLinear mit 2, 4, 8 und 16 Bit: Codes anderer Breite nehmen die nächstgrößere.</translation>
    </message>
</context>
<context>
    <name>opset.dynamic.all</name>
    <message>
        <source>Opset %1 stays: it has the operators that are needed.</source>
        <translation>Opset %1 bleibt: es hat die nötigen Operatoren.</translation>
    </message>
</context>
<context>
    <name>opset.dynamic.lifted</name>
    <message>
        <source>Opset %1 is lifted to 11, which has DynamicQuantizeLinear; where it cannot be, every layer stays in floats.</source>
        <translation>Opset %1 wird auf 11 angehoben, das DynamicQuantizeLinear hat; wo das nicht geht, bleibt jede Schicht in Gleitkommazahlen.</translation>
    </message>
</context>
<context>
    <name>opset.ranges.all</name>
    <message>
        <source>Opset %1 stays: it has 8- and 16-bit types and a scale for each channel.</source>
        <translation>Opset %1 bleibt: es hat 8- und 16-Bit-Typen und eine Skala je Kanal.</translation>
    </message>
</context>
<context>
    <name>opset.ranges.bytes</name>
    <message>
        <source>Opset %1 stays: 16-bit activations use QuantizeLinear of the domain com.microsoft.</source>
        <translation>Opset %1 bleibt: 16-Bit-Aktivierungen nutzen QuantizeLinear der Domäne com.microsoft.</translation>
    </message>
</context>
<context>
    <name>opset.ranges.lifted</name>
    <message>
        <source>Opset %1 is lifted to 10, which has integers; where it cannot be, every layer stays in floats.</source>
        <translation>Opset %1 wird auf 10 angehoben, das ganze Zahlen hat; wo das nicht geht, bleibt jede Schicht in Gleitkommazahlen.</translation>
    </message>
</context>
<context>
    <name>opset.ranges.tensor</name>
    <message>
        <source>Opset %1 stays: a scale for each channel uses DequantizeLinear of the domain com.microsoft.</source>
        <translation>Opset %1 bleibt: eine Skala je Kanal nutzt DequantizeLinear der Domäne com.microsoft.</translation>
    </message>
</context>
<context>
    <name>opset.weights.arithmetic</name>
    <message>
        <source>Opset %1 stays: it has no 4-bit type, so codes narrower than a byte are unpacked by arithmetic.</source>
        <translation>Opset %1 bleibt: es hat keinen 4-Bit-Typ, daher werden Codes unter einem Byte rechnerisch entpackt.</translation>
    </message>
</context>
<context>
    <name>opset.weights.dense</name>
    <message>
        <source>Opset %1 stays: any width of codes is unpacked by arithmetic, and pruned layers keep a code for each zero.</source>
        <translation>Opset %1 bleibt: Codes jeder Breite werden rechnerisch entpackt, und ausgedünnte Schichten behalten einen Code für jede Null.</translation>
    </message>
</context>
<context>
    <name>opset.weights.four</name>
    <message>
        <source>Opset %1 stays: its 4-bit type is used, other widths are unpacked by arithmetic.</source>
        <translation>Opset %1 bleibt: sein 4-Bit-Typ wird benutzt, andere Breiten werden rechnerisch entpackt.</translation>
    </message>
</context>
<context>
    <name>opset.weights.no_cast</name>
    <message>
        <source>Opset %1 stays: not every runtime that knows it reads its 4-bit type, so codes narrower than a byte are unpacked by arithmetic.</source>
        <translation>Opset %1 bleibt: nicht jede Laufzeit, die es kennt, liest seinen 4-Bit-Typ, deshalb werden Codes, die schmaler als ein Byte sind, durch Rechnen entpackt.</translation>
    </message>
</context>
<context>
    <name>opset.weights.none</name>
    <message>
        <source>Opset %1 has too few operators to decode weights: convert the model to a newer one first.</source>
        <translation>Opset %1 hat zu wenige Operatoren, um Gewichte zu dekodieren: wandle das Modell zuerst in ein neueres um.</translation>
    </message>
</context>
<context>
    <name>opset.weights.two</name>
    <message>
        <source>Opset %1 stays: its 4- and 2-bit types are used, other widths are unpacked by arithmetic.</source>
        <translation>Opset %1 bleibt: seine 4- und 2-Bit-Typen werden benutzt, andere Breiten werden rechnerisch entpackt.</translation>
    </message>
</context>
<context>
    <name>packing.decoded</name>
    <message>
        <source>decoded when it is loaded: %1 rows take %2 ms so, %3 ms packed</source>
        <translation>wird beim Laden dekodiert: %1 Zeilen dauern so %2 ms, gepackt %3 ms</translation>
    </message>
</context>
<context>
    <name>packing.differs</name>
    <message>
        <source>decoded when it is loaded: packed, the outputs would be too far from those of its weights</source>
        <translation>beim Laden dekodiert: gepackt wären die Ausgaben zu weit von denen seiner Gewichte entfernt</translation>
    </message>
</context>
<context>
    <name>packing.looked_up</name>
    <message>
        <source>kept packed: only the rows that are looked up are decoded</source>
        <translation>bleibt gepackt: nur die nachgeschlagenen Zeilen werden dekodiert</translation>
    </message>
</context>
<context>
    <name>packing.net_packed</name>
    <message>
        <source>kept packed: so the whole model takes %1 times as long as decoded</source>
        <translation>bleibt gepackt: so braucht das ganze Modell %1-mal so lange wie dekodiert</translation>
    </message>
</context>
<context>
    <name>packing.of_runtime</name>
    <message>
        <source>decoded when it is loaded: only an operator of ONNX Runtime&apos;s own reads it packed</source>
        <translation>beim Laden dekodiert: gepackt liest sie nur ein Operator, den allein ONNX Runtime hat</translation>
    </message>
</context>
<context>
    <name>packing.packed</name>
    <message>
        <source>kept packed: %1 rows take %2 ms so, %3 ms decoded</source>
        <translation>bleibt gepackt: %1 Zeilen dauern so %2 ms, dekodiert %3 ms</translation>
    </message>
</context>
<context>
    <name>packing.phase</name>
    <message>
        <source>Timing layers in both forms</source>
        <translation>Schichten werden in beiden Formen gemessen</translation>
    </message>
</context>
<context>
    <name>packing.slower</name>
    <message>
        <source>decoded when it is loaded: packed, the whole model takes %1 times as long</source>
        <translation>beim Laden dekodiert: gepackt braucht das ganze Modell %1-mal so lange</translation>
    </message>
</context>
<context>
    <name>packing.too_large</name>
    <message>
        <source>is too large to be timed by itself</source>
        <translation>ist zu groß, um allein gemessen zu werden</translation>
    </message>
</context>
<context>
    <name>prepared.inputs</name>
    <message>
        <source>%1 stored tensors are no longer inputs of the graph, the first of them %2: integers need them fixed</source>
        <translation>%1 gespeicherte Tensoren sind keine Eingänge des Graphen mehr, der erste davon %2: ganze Zahlen brauchen sie fest</translation>
    </message>
</context>
<context>
    <name>preprocess.bad_numbers</name>
    <message>
        <source>is neither a number nor a list of one number a channel</source>
        <translation>ist weder eine Zahl noch eine Liste mit einer Zahl je Kanal</translation>
    </message>
</context>
<context>
    <name>preprocess.bad_scale</name>
    <message>
        <source>is no number</source>
        <translation>ist keine Zahl</translation>
    </message>
</context>
<context>
    <name>preprocess.bad_side</name>
    <message>
        <source>is not a whole number from 1 to %1</source>
        <translation>ist keine ganze Zahl von 1 bis %1</translation>
    </message>
</context>
<context>
    <name>preprocess.bad_word</name>
    <message>
        <source>is not one of %1</source>
        <translation>ist keines von %1</translation>
    </message>
</context>
<context>
    <name>preprocess.crop_beyond</name>
    <message>
        <source>is larger than what resize leaves</source>
        <translation>ist größer als das, was resize übrig lässt</translation>
    </message>
</context>
<context>
    <name>preprocess.crop_too_large</name>
    <message>
        <source>an image of %1 x %2 pixels has no middle of %3 x %4</source>
        <translation>ein Bild von %1 x %2 Pixeln hat keine Mitte von %3 x %4</translation>
    </message>
</context>
<context>
    <name>preprocess.did_you_mean</name>
    <message>
        <source>did you mean %1?</source>
        <translation>%1 gemeint?</translation>
    </message>
</context>
<context>
    <name>preprocess.known_keys</name>
    <message>
        <source>use %1</source>
        <translation>%1 verwenden</translation>
    </message>
</context>
<context>
    <name>preprocess.leave_size_out</name>
    <message>
        <source>change resize or crop, or leave them out: images are then stretched to the input&apos;s size</source>
        <translation>resize oder crop ändern oder weglassen: Bilder werden dann auf die Größe der Eingabe gestreckt</translation>
    </message>
</context>
<context>
    <name>preprocess.no_colour</name>
    <message>
        <source>the preprocessing asks for colour, but the input has one channel</source>
        <translation>die Vorverarbeitung verlangt Farbe, aber die Eingabe hat einen Kanal</translation>
    </message>
</context>
<context>
    <name>preprocess.no_number</name>
    <message>
        <source>%1 is not a number</source>
        <translation>%1 ist keine Zahl</translation>
    </message>
</context>
<context>
    <name>preprocess.no_object</name>
    <message>
        <source>is no JSON object</source>
        <translation>ist kein JSON-Objekt</translation>
    </message>
</context>
<context>
    <name>preprocess.no_size</name>
    <message>
        <source>is no object with width and height</source>
        <translation>ist kein Objekt mit width und height</translation>
    </message>
</context>
<context>
    <name>preprocess.not_json</name>
    <message>
        <source>is not JSON</source>
        <translation>ist kein JSON</translation>
    </message>
</context>
<context>
    <name>preprocess.numbers</name>
    <message>
        <source>write numbers with a point, commas between them</source>
        <translation>Zahlen mit Punkt schreiben, Kommas dazwischen</translation>
    </message>
</context>
<context>
    <name>preprocess.one_scale</name>
    <message>
        <source>the scale is one number</source>
        <translation>der Faktor ist eine einzelne Zahl</translation>
    </message>
</context>
<context>
    <name>preprocess.other_channels</name>
    <message>
        <source>the preprocessing has mean or std for %1 channels, the input has %2</source>
        <translation>die Vorverarbeitung hat mean oder std für %1 Kanäle, die Eingabe hat %2</translation>
    </message>
</context>
<context>
    <name>preprocess.other_size</name>
    <message>
        <source>the preprocessing ends at images of %1 x %2 pixels, the input takes %3 x %4</source>
        <translation>die Vorverarbeitung endet bei Bildern von %1 x %2 Pixeln, die Eingabe nimmt %3 x %4</translation>
    </message>
</context>
<context>
    <name>preprocess.too_large</name>
    <message>
        <source>is too large for a preprocessing: the limit is 1 MiB</source>
        <translation>ist zu groß für eine Vorverarbeitung: die Grenze ist 1 MiB</translation>
    </message>
</context>
<context>
    <name>preprocess.too_narrow</name>
    <message>
        <source>an image of %1 x %2 pixels is too narrow to cover %3 x %4</source>
        <translation>ein Bild von %1 x %2 Pixeln ist zu schmal, um %3 x %4 zu bedecken</translation>
    </message>
</context>
<context>
    <name>preprocess.unknown_key</name>
    <message>
        <source>has the unknown key %1</source>
        <translation>hat den unbekannten Schlüssel %1</translation>
    </message>
</context>
<context>
    <name>preprocess.zero_std</name>
    <message>
        <source>is 0, and values are divided by it</source>
        <translation>ist 0, und durch diesen Wert wird geteilt</translation>
    </message>
</context>
<context>
    <name>recipe.bad_activations</name>
    <message>
        <source>&quot;activations&quot; is none of none, dynamic and static</source>
        <translation>„activations“ ist weder none noch dynamic noch static</translation>
    </message>
</context>
<context>
    <name>recipe.bad_calibrator</name>
    <message>
        <source>&quot;calibrator&quot; is not text</source>
        <translation>„calibrator“ ist kein Text</translation>
    </message>
</context>
<context>
    <name>recipe.bad_literal</name>
    <message>
        <source>&quot;literal&quot; is neither true nor false</source>
        <translation>&quot;literal&quot; ist weder true noch false</translation>
    </message>
</context>
<context>
    <name>recipe.bad_percentile</name>
    <message>
        <source>&quot;percentile&quot; is no number from 50 to 100</source>
        <translation>„percentile“ ist keine Zahl von 50 bis 100</translation>
    </message>
</context>
<context>
    <name>recipe.bad_range</name>
    <message>
        <source>a range is not [low, high]</source>
        <translation>ein Bereich ist nicht [unten, oben]</translation>
    </message>
</context>
<context>
    <name>recipe.bad_rule</name>
    <message>
        <source>an entry needs &quot;match&quot; and &quot;spec&quot;</source>
        <translation>ein Eintrag braucht &quot;match&quot; und &quot;spec&quot;</translation>
    </message>
</context>
<context>
    <name>recipe.bad_target</name>
    <message>
        <source>&quot;target&quot; is none of this, vnni, avx2 and any</source>
        <translation>„target“ ist keines von this, vnni, avx2 und any</translation>
    </message>
</context>
<context>
    <name>recipe.close_quote</name>
    <message>
        <source>close it with &quot;</source>
        <translation>mit &quot; schließen</translation>
    </message>
</context>
<context>
    <name>recipe.empty_match</name>
    <message>
        <source>&quot;match&quot; is empty</source>
        <translation>&quot;match&quot; ist leer</translation>
    </message>
</context>
<context>
    <name>recipe.empty_name</name>
    <message>
        <source>the name in front of = is empty</source>
        <translation>der Name vor = ist leer</translation>
    </message>
</context>
<context>
    <name>recipe.known_version</name>
    <message>
        <source>this Bitwright reads version 1</source>
        <translation>dieses Bitwright liest Version 1</translation>
    </message>
</context>
<context>
    <name>recipe.layers_not_list</name>
    <message>
        <source>&quot;layers&quot; is not a list</source>
        <translation>&quot;layers&quot; ist keine Liste</translation>
    </message>
</context>
<context>
    <name>recipe.layers_without_channels</name>
    <message>
        <source>%1 layers, the first %2, have no output-channel axis: one group for the whole tensor instead of one a channel</source>
        <translation>%1 Schichten, die erste %2, haben keine Achse der Ausgabekanäle: eine Gruppe für den ganzen Tensor statt einer je Kanal</translation>
    </message>
</context>
<context>
    <name>recipe.name_not_text</name>
    <message>
        <source>&quot;name&quot; is not text</source>
        <translation>&quot;name&quot; ist kein Text</translation>
    </message>
</context>
<context>
    <name>recipe.no_channel_axis</name>
    <message>
        <source>it has no output-channel axis: one group for the whole tensor instead of one a channel</source>
        <translation>es gibt keine Achse der Ausgabekanäle: eine Gruppe für den ganzen Tensor statt einer je Kanal</translation>
    </message>
</context>
<context>
    <name>recipe.no_match</name>
    <message>
        <source>no layer matches %1</source>
        <translation>keine Schicht passt zu %1</translation>
    </message>
</context>
<context>
    <name>recipe.no_match_near</name>
    <message>
        <source>no layer matches %1; the nearest names are %2</source>
        <translation>keine Schicht passt zu %1; die ähnlichsten Namen sind %2</translation>
    </message>
</context>
<context>
    <name>recipe.no_such_value</name>
    <message>
        <source>a range is set for %1, which no value of the main graph is called</source>
        <translation>für %1 ist ein Bereich gesetzt, doch kein Wert des Hauptgraphen heißt so</translation>
    </message>
</context>
<context>
    <name>recipe.not_a_recipe</name>
    <message>
        <source>not a recipe: &quot;bitwright_recipe&quot; is missing</source>
        <translation>kein Rezept: &quot;bitwright_recipe&quot; fehlt</translation>
    </message>
</context>
<context>
    <name>recipe.not_a_weight</name>
    <message>
        <source>not a weight Bitwright can compress</source>
        <translation>kein Gewicht, das Bitwright komprimieren kann</translation>
    </message>
</context>
<context>
    <name>recipe.not_json</name>
    <message>
        <source>not JSON</source>
        <translation>kein JSON</translation>
    </message>
</context>
<context>
    <name>recipe.open_quote</name>
    <message>
        <source>a quoted name is not closed</source>
        <translation>ein Name in Anführungszeichen ist nicht geschlossen</translation>
    </message>
</context>
<context>
    <name>recipe.operand</name>
    <message>
        <source>left to its readers, which may take it as integers</source>
        <translation>den Lesern überlassen, die ihn als Ganzzahlen nehmen können</translation>
    </message>
</context>
<context>
    <name>recipe.percentile_unused</name>
    <message>
        <source>&quot;percentile&quot; stands beside a calibrator that does not read it</source>
        <translation>„percentile“ steht neben einem Kalibrierverfahren, das es nicht liest</translation>
    </message>
</context>
<context>
    <name>recipe.percentile_unused.remedy</name>
    <message>
        <source>set &quot;calibrator&quot; to percentile, or leave &quot;percentile&quot; out</source>
        <translation>„calibrator“ auf percentile setzen oder „percentile“ weglassen</translation>
    </message>
</context>
<context>
    <name>recipe.range_without_zero</name>
    <message>
        <source>a range does not hold zero, or nothing else</source>
        <translation>ein Bereich enthält die Null nicht, oder nur sie</translation>
    </message>
</context>
<context>
    <name>recipe.range_without_zero.remedy</name>
    <message>
        <source>give low ≤ 0 ≤ high, one of them not 0: padding and ReLU need an exact zero</source>
        <translation>gib unten ≤ 0 ≤ oben an, eines davon nicht 0: Auffüllung und ReLU brauchen eine exakte Null</translation>
    </message>
</context>
<context>
    <name>recipe.ranges_not_object</name>
    <message>
        <source>&quot;ranges&quot; is not an object</source>
        <translation>„ranges“ ist kein Objekt</translation>
    </message>
</context>
<context>
    <name>recipe.rule_form</name>
    <message>
        <source>write GLOB=SPEC, or &quot;NAME&quot;=SPEC where the name holds =, comma, * or spaces</source>
        <translation>GLOB=SPEC schreiben, oder &quot;NAME&quot;=SPEC, wenn der Name =, Komma, * oder Leerzeichen enthält</translation>
    </message>
</context>
<context>
    <name>recipe.rule_without_spec</name>
    <message>
        <source>a layer rule needs a scheme</source>
        <translation>eine Schichtregel braucht ein Verfahren</translation>
    </message>
</context>
<context>
    <name>recipe.spec_not_text</name>
    <message>
        <source>a scheme is not given as text</source>
        <translation>ein Verfahren ist nicht als Text angegeben</translation>
    </message>
</context>
<context>
    <name>recipe.too_large</name>
    <message>
        <source>too large for a recipe: the limit is 64 MiB</source>
        <translation>zu groß für ein Rezept: die Grenze ist 64 MiB</translation>
    </message>
</context>
<context>
    <name>recipe.unknown_version</name>
    <message>
        <source>a recipe of another version</source>
        <translation>ein Rezept einer anderen Version</translation>
    </message>
</context>
<context>
    <name>report.formats</name>
    <message>
        <source>name a file that ends in .html, .md, .csv or .json</source>
        <translation>eine Datei nennen, die auf .html, .md, .csv oder .json endet</translation>
    </message>
</context>
<context>
    <name>report.unknown_format</name>
    <message>
        <source>no report format has this ending</source>
        <translation>kein Berichtsformat hat diese Endung</translation>
    </message>
</context>
<context>
    <name>resources.missing</name>
    <message>
        <source>a file that belongs to Bitwright is missing</source>
        <translation>eine Datei, die zu Bitwright gehört, fehlt</translation>
    </message>
</context>
<context>
    <name>resources.reinstall</name>
    <message>
        <source>install Bitwright again, or name its folder in BITWRIGHT_RESOURCES</source>
        <translation>Bitwright neu installieren oder den Ordner in BITWRIGHT_RESOURCES nennen</translation>
    </message>
</context>
<context>
    <name>runtime.answer_too_large</name>
    <message>
        <source>its outputs do not fit into memory</source>
        <translation>die Ausgaben passen nicht in den Speicher</translation>
    </message>
</context>
<context>
    <name>runtime.arithmetic</name>
    <message>
        <source>looking at the arithmetic</source>
        <translation>die Arithmetik wird angesehen</translation>
    </message>
</context>
<context>
    <name>runtime.ask_for_batch</name>
    <message>
        <source>ask for --batch %1</source>
        <translation>--batch %1 angeben</translation>
    </message>
</context>
<context>
    <name>runtime.bad_request</name>
    <message>
        <source>the engine does not understand the request</source>
        <translation>die Engine versteht die Anfrage nicht</translation>
    </message>
</context>
<context>
    <name>runtime.batches_differ</name>
    <message>
        <source>takes %1 samples at a time where another input takes %2</source>
        <translation>nimmt %1 Proben auf einmal, eine andere Eingabe aber %2</translation>
    </message>
</context>
<context>
    <name>runtime.cannot_start</name>
    <message>
        <source>the engine could not be started: %1</source>
        <translation>die Engine ließ sich nicht starten: %1</translation>
    </message>
</context>
<context>
    <name>runtime.died</name>
    <message>
        <source>the engine stopped while it ran the model</source>
        <translation>die Engine brach ab, während sie das Modell ausführte</translation>
    </message>
</context>
<context>
    <name>runtime.died_exit</name>
    <message>
        <source>the engine stopped (exit code %1) while it ran the model</source>
        <translation>die Engine brach ab (Exit-Code %1), während sie das Modell ausführte</translation>
    </message>
</context>
<context>
    <name>runtime.died_signal</name>
    <message>
        <source>the engine stopped (signal %1) while it ran the model</source>
        <translation>die Engine brach ab (Signal %1), während sie das Modell ausführte</translation>
    </message>
</context>
<context>
    <name>runtime.engine_refuses</name>
    <message>
        <source>ONNX Runtime refuses it and gives no reason</source>
        <translation>ONNX Runtime lehnt es ohne Angabe von Gründen ab</translation>
    </message>
</context>
<context>
    <name>runtime.engine_says</name>
    <message>
        <source>ONNX Runtime cannot run it: %1</source>
        <translation>ONNX Runtime kann es nicht ausführen: %1</translation>
    </message>
</context>
<context>
    <name>runtime.exposing</name>
    <message>
        <source>preparing a copy of the model</source>
        <translation>eine Kopie des Modells wird vorbereitet</translation>
    </message>
</context>
<context>
    <name>runtime.fewer_samples</name>
    <message>
        <source>ask for fewer samples with --limit</source>
        <translation>mit --limit weniger Beispiele anfordern</translation>
    </message>
</context>
<context>
    <name>runtime.garbled</name>
    <message>
        <source>the engine answered something that cannot be understood</source>
        <translation>die Antwort der Engine ist nicht zu verstehen</translation>
    </message>
</context>
<context>
    <name>runtime.give_inputs</name>
    <message>
        <source>give data that hold it with --data</source>
        <translation>Daten angeben, die ihn enthalten (--data)</translation>
    </message>
</context>
<context>
    <name>runtime.ids_beyond_tables</name>
    <message>
        <source>the data hold ids up to %1 and the model&apos;s largest table has %2 rows</source>
        <translation>die Daten enthalten IDs bis %1, und die größte Tabelle des Modells hat %2 Zeilen</translation>
    </message>
</context>
<context>
    <name>runtime.ids_beyond_tables.remedy</name>
    <message>
        <source>make the ids by this model&apos;s own tokenizer: --tokenizer, in the window under Data</source>
        <translation>erzeuge die IDs mit dem Tokenizer dieses Modells: --tokenizer, im Fenster unter Daten</translation>
    </message>
</context>
<context>
    <name>runtime.inference_too_long</name>
    <message>
        <source>a single inference was stopped after %1 s</source>
        <translation>Eine einzelne Inferenz wurde nach %1 s abgebrochen</translation>
    </message>
</context>
<context>
    <name>runtime.input_too_large</name>
    <message>
        <source>an input of the model takes more than %1 bytes</source>
        <translation>eine Eingabe des Modells belegt mehr als %1 Byte</translation>
    </message>
</context>
<context>
    <name>runtime.inputs_not_made_up</name>
    <message>
        <source>made-up values do not fit: %1</source>
        <translation>Erfundene Werte passen nicht: %1</translation>
    </message>
</context>
<context>
    <name>runtime.inputs_not_made_up_size</name>
    <message>
        <source>an input that would have to be made up takes more than %1 bytes</source>
        <translation>Ein Eingang, der erfunden werden müsste, belegt mehr als %1 Bytes</translation>
    </message>
</context>
<context>
    <name>runtime.inputs_not_made_up_type</name>
    <message>
        <source>an input is of a kind that cannot be made up (sequences of maps, complex numbers, 8-bit floats …)</source>
        <translation>Ein Eingang ist von einer Art, die sich nicht erfinden lässt (Folgen von Zuordnungen, komplexe Zahlen, 8-Bit-Gleitkommazahlen …)</translation>
    </message>
</context>
<context>
    <name>runtime.inputs_synthesised</name>
    <message>
        <source>inputs that the data do not hold are synthesised: %1</source>
        <translation>Eingaben, die die Daten nicht enthalten, sind künstlich erzeugt: %1</translation>
    </message>
</context>
<context>
    <name>runtime.leave_data_out</name>
    <message>
        <source>leave the data out to have inputs synthesised</source>
        <translation>Daten weglassen, damit Eingaben künstlich erzeugt werden</translation>
    </message>
</context>
<context>
    <name>runtime.load_too_long</name>
    <message>
        <source>preparing it to run was stopped after %1 s</source>
        <translation>Die Vorbereitung der Ausführung wurde nach %1 s abgebrochen</translation>
    </message>
</context>
<context>
    <name>runtime.measuring_memory</name>
    <message>
        <source>measuring memory</source>
        <translation>Speicherbedarf wird gemessen</translation>
    </message>
</context>
<context>
    <name>runtime.more_inference_seconds</name>
    <message>
        <source>BITWRIGHT_INFERENCE_SECONDS allows more, 0 any time</source>
        <translation>BITWRIGHT_INFERENCE_SECONDS erlaubt mehr, 0 beliebig viel</translation>
    </message>
</context>
<context>
    <name>runtime.more_load_seconds</name>
    <message>
        <source>BITWRIGHT_LOAD_SECONDS allows more, 0 any time</source>
        <translation>BITWRIGHT_LOAD_SECONDS erlaubt mehr, 0 beliebig viel</translation>
    </message>
</context>
<context>
    <name>runtime.name_worker</name>
    <message>
        <source>install Bitwright again, or name bitwright-worker in BITWRIGHT_WORKER</source>
        <translation>Bitwright neu installieren oder bitwright-worker in BITWRIGHT_WORKER nennen</translation>
    </message>
</context>
<context>
    <name>runtime.nearest_activation</name>
    <message>
        <source>did you mean %1?</source>
        <translation>war %1 gemeint?</translation>
    </message>
</context>
<context>
    <name>runtime.no_channels</name>
    <message>
        <source>what a layer makes is no float32 tensor with channels</source>
        <translation>was eine Schicht ergibt, ist kein float32-Tensor mit Kanälen</translation>
    </message>
</context>
<context>
    <name>runtime.no_image_input</name>
    <message>
        <source>the model has no input that takes images</source>
        <translation>das Modell hat keine Eingabe, die Bilder annimmt</translation>
    </message>
</context>
<context>
    <name>runtime.no_input_for_data</name>
    <message>
        <source>the model has no input that takes the data</source>
        <translation>das Modell hat keine Eingabe für die Daten</translation>
    </message>
</context>
<context>
    <name>runtime.no_outputs</name>
    <message>
        <source>the model gives no output that can be read</source>
        <translation>das Modell liefert keine lesbare Ausgabe</translation>
    </message>
</context>
<context>
    <name>runtime.no_such_activation</name>
    <message>
        <source>has no value &apos;%1&apos; in its main graph that depends on its inputs</source>
        <translation>hat in seinem Hauptgraphen keinen Wert „%1“, der von den Eingaben abhängt</translation>
    </message>
</context>
<context>
    <name>runtime.no_such_input</name>
    <message>
        <source>has no input of that name</source>
        <translation>hat keinen Eingang dieses Namens</translation>
    </message>
</context>
<context>
    <name>runtime.no_values</name>
    <message>
        <source>cannot be read</source>
        <translation>kann nicht gelesen werden</translation>
    </message>
</context>
<context>
    <name>runtime.no_worker</name>
    <message>
        <source>the program that runs models is missing</source>
        <translation>das Programm, das Modelle ausführt, fehlt</translation>
    </message>
</context>
<context>
    <name>runtime.not_readable</name>
    <message>
        <source>ONNX Runtime cannot read it as an ONNX model</source>
        <translation>ONNX Runtime kann es nicht als ONNX-Modell lesen</translation>
    </message>
</context>
<context>
    <name>runtime.nothing_to_observe</name>
    <message>
        <source>has no float activations to observe</source>
        <translation>hat keine Gleitkomma-Aktivierungen zu beobachten</translation>
    </message>
</context>
<context>
    <name>runtime.nothing_to_observe.remedy</name>
    <message>
        <source>static quantization is for models of float32, float16 or bfloat16</source>
        <translation>statische Quantisierung ist für Modelle in float32, float16 oder bfloat16</translation>
    </message>
</context>
<context>
    <name>runtime.observations_unreadable</name>
    <message>
        <source>what was observed cannot be read back</source>
        <translation>das Beobachtete lässt sich nicht zurücklesen</translation>
    </message>
</context>
<context>
    <name>runtime.observe_absent</name>
    <message>
        <source>%1 is not observed: the model did not give it</source>
        <translation>%1 wird nicht beobachtet: das Modell hat es nicht gegeben</translation>
    </message>
</context>
<context>
    <name>runtime.observe_no_tensor</name>
    <message>
        <source>%1 is not observed: it is no tensor</source>
        <translation>%1 wird nicht beobachtet: es ist kein Tensor</translation>
    </message>
</context>
<context>
    <name>runtime.observe_type</name>
    <message>
        <source>%1 is not observed: it holds %2, no float32, float16 or bfloat16</source>
        <translation>%1 wird nicht beobachtet: es enthält %2, kein float32, float16 oder bfloat16</translation>
    </message>
</context>
<context>
    <name>runtime.observing</name>
    <message>
        <source>observing activations</source>
        <translation>Aktivierungen werden beobachtet</translation>
    </message>
</context>
<context>
    <name>runtime.optimizing</name>
    <message>
        <source>optimizing the graph</source>
        <translation>Graph wird optimiert</translation>
    </message>
</context>
<context>
    <name>runtime.other_version</name>
    <message>
        <source>bitwright-worker is of version %1, what called it is not</source>
        <translation>bitwright-worker hat Version %1, der Aufrufer eine andere</translation>
    </message>
</context>
<context>
    <name>runtime.out_of_memory</name>
    <message>
        <source>needs more memory than the limit of %1 GB</source>
        <translation>braucht mehr Speicher als die Grenze von %1 GB</translation>
    </message>
</context>
<context>
    <name>runtime.output_absent</name>
    <message>
        <source>output %1 is left out: the model did not give it</source>
        <translation>Ausgabe %1 wird ausgelassen: das Modell hat sie nicht geliefert</translation>
    </message>
</context>
<context>
    <name>runtime.output_no_tensor</name>
    <message>
        <source>output %1 is left out: it is no tensor</source>
        <translation>Ausgabe %1 wird ausgelassen: sie ist kein Tensor</translation>
    </message>
</context>
<context>
    <name>runtime.output_type</name>
    <message>
        <source>output %1 is left out: it does not hold real numbers</source>
        <translation>Ausgabe %1 wird ausgelassen: sie enthält keine reellen Zahlen</translation>
    </message>
</context>
<context>
    <name>runtime.output_varies</name>
    <message>
        <source>output %1 is left out: its shape is another for every inference</source>
        <translation>Ausgabe %1 wird ausgelassen: ihre Form ist bei jeder Inferenz eine andere</translation>
    </message>
</context>
<context>
    <name>runtime.outputs_not_written</name>
    <message>
        <source>the outputs cannot be written: is the disk full?</source>
        <translation>die Ausgaben lassen sich nicht schreiben: ist der Datenträger voll?</translation>
    </message>
</context>
<context>
    <name>runtime.outputs_too_large</name>
    <message>
        <source>the outputs of all samples take more than %1 bytes</source>
        <translation>die Ausgaben aller Beispiele belegen mehr als %1 Byte</translation>
    </message>
</context>
<context>
    <name>runtime.outputs_unreadable</name>
    <message>
        <source>what the engine left of its outputs cannot be read</source>
        <translation>die hinterlassenen Ausgaben der Engine sind nicht lesbar</translation>
    </message>
</context>
<context>
    <name>runtime.running</name>
    <message>
        <source>running the model</source>
        <translation>Modell wird ausgeführt</translation>
    </message>
</context>
<context>
    <name>runtime.same_version</name>
    <message>
        <source>check that bitwright-worker is of the same version</source>
        <translation>prüfen, ob bitwright-worker dieselbe Version hat</translation>
    </message>
</context>
<context>
    <name>runtime.shape_not_taken</name>
    <message>
        <source>an input does not take the shape %1</source>
        <translation>ein Eingang nimmt die Form %1 nicht an</translation>
    </message>
</context>
<context>
    <name>runtime.silent</name>
    <message>
        <source>the engine fell silent and was stopped</source>
        <translation>die Engine verstummte und wurde gestoppt</translation>
    </message>
</context>
<context>
    <name>runtime.stepping</name>
    <message>
        <source>running the steps of the data</source>
        <translation>Schritte der Daten laufen</translation>
    </message>
</context>
<context>
    <name>runtime.sums_lost</name>
    <message>
        <source>what the engine added up could not be read</source>
        <translation>Was die Engine aufsummiert hat, konnte nicht gelesen werden</translation>
    </message>
</context>
<context>
    <name>runtime.sums_missing</name>
    <message>
        <source>a value to add up is none of its outputs</source>
        <translation>Ein Wert zum Aufsummieren ist keine seiner Ausgaben</translation>
    </message>
</context>
<context>
    <name>runtime.sums_size</name>
    <message>
        <source>a value to add up is no float32 tensor of one size</source>
        <translation>Ein Wert zum Aufsummieren ist kein float32-Tensor gleichbleibender Größe</translation>
    </message>
</context>
<context>
    <name>runtime.timing</name>
    <message>
        <source>timing inferences</source>
        <translation>Inferenzzeit wird gemessen</translation>
    </message>
</context>
<context>
    <name>runtime.timing_loads</name>
    <message>
        <source>timing how long models load</source>
        <translation>Ladezeit der Modelle wird gemessen</translation>
    </message>
</context>
<context>
    <name>runtime.too_long</name>
    <message>
        <source>the engine was stopped after %1 s</source>
        <translation>die Engine wurde nach %1 s gestoppt</translation>
    </message>
</context>
<context>
    <name>runtime.try_again</name>
    <message>
        <source>nothing was changed, try again</source>
        <translation>nichts wurde geändert, erneut versuchen</translation>
    </message>
</context>
<context>
    <name>runtime.unknown_request</name>
    <message>
        <source>the engine does not know the request %1</source>
        <translation>die Engine kennt die Anfrage %1 nicht</translation>
    </message>
</context>
<context>
    <name>runtime.walk_fewer</name>
    <message>
        <source>calibrate on fewer samples: --calibrate-limit</source>
        <translation>kalibriere auf weniger Proben: --calibrate-limit</translation>
    </message>
</context>
<context>
    <name>runtime.walk_missing</name>
    <message>
        <source>a step reads %1, which no earlier one gives</source>
        <translation>ein Schritt liest %1, das kein früherer gibt</translation>
    </message>
</context>
<context>
    <name>runtime.walk_no_channels</name>
    <message>
        <source>%1 is no float32 tensor with channels</source>
        <translation>%1 ist kein float32-Tensor mit Kanälen</translation>
    </message>
</context>
<context>
    <name>runtime.walk_too_large</name>
    <message>
        <source>its values between two layers take over %1 GiB on %2 samples</source>
        <translation>seine Werte zwischen zwei Schichten brauchen über %1 GiB auf %2 Proben</translation>
    </message>
</context>
<context>
    <name>runtime.walking</name>
    <message>
        <source>correcting biases</source>
        <translation>Bias werden korrigiert</translation>
    </message>
</context>
<context>
    <name>runtime.warming_up</name>
    <message>
        <source>warming up</source>
        <translation>Aufwärmen</translation>
    </message>
</context>
<context>
    <name>runtime.whole_inferences</name>
    <message>
        <source>the data hold inferences of %1 samples and no others</source>
        <translation>die Daten enthalten Inferenzen von %1 Proben und keine anderen</translation>
    </message>
</context>
<context>
    <name>scheme.bf16</name>
    <message>
        <source>bfloat16</source>
        <translation>bfloat16</translation>
    </message>
</context>
<context>
    <name>scheme.bf16.about</name>
    <message>
        <source>Stores each weight in 16 bits with the range of float32 and 8 significant bits: half the size, less exact than half precision.</source>
        <translation>Speichert jedes Gewicht in 16 Bit mit dem Wertebereich von float32 und 8 gültigen Bits: halbe Größe, weniger genau als halbe Genauigkeit.</translation>
    </message>
</context>
<context>
    <name>scheme.bf16.overflow</name>
    <message>
        <source>%1 of %2 weights round to more than the largest value of bfloat16 or of their own type</source>
        <translation>%1 von %2 Gewichten runden auf mehr als den größten Wert von bfloat16 oder ihres eigenen Typs</translation>
    </message>
</context>
<context>
    <name>scheme.bits</name>
    <message>
        <source>Bits</source>
        <translation>Bits</translation>
    </message>
</context>
<context>
    <name>scheme.bits.help</name>
    <message>
        <source>Bits of each weight&apos;s code; b bits give 2^b levels.</source>
        <translation>Bits des Codes je Gewicht; b Bits ergeben 2^b Stufen.</translation>
    </message>
</context>
<context>
    <name>scheme.block</name>
    <message>
        <source>Block size</source>
        <translation>Blockgröße</translation>
    </message>
</context>
<context>
    <name>scheme.block.help</name>
    <message>
        <source>Consecutive weights of a channel that form one block.</source>
        <translation>Aufeinanderfolgende Gewichte eines Kanals, die einen Block bilden.</translation>
    </message>
</context>
<context>
    <name>scheme.cast.overflow.remedy</name>
    <message>
        <source>choose another scheme for this tensor</source>
        <translation>ein anderes Verfahren für diesen Tensor wählen</translation>
    </message>
</context>
<context>
    <name>scheme.fp16</name>
    <message>
        <source>Half precision</source>
        <translation>Halbe Genauigkeit</translation>
    </message>
</context>
<context>
    <name>scheme.fp16.about</name>
    <message>
        <source>Stores each weight in 16 bits with 11 significant ones: half the size, hardly any loss.</source>
        <translation>Speichert jedes Gewicht in 16 Bit, davon 11 signifikant: halbe Größe, kaum Verlust.</translation>
    </message>
</context>
<context>
    <name>scheme.fp16.overflow</name>
    <message>
        <source>%1 of %2 weights are beyond float16&apos;s largest value, 65504</source>
        <translation>%1 von %2 Gewichten liegen jenseits des größten Werts von float16, 65504</translation>
    </message>
</context>
<context>
    <name>scheme.granularity</name>
    <message>
        <source>Granularity</source>
        <translation>Granularität</translation>
    </message>
</context>
<context>
    <name>scheme.granularity.block</name>
    <message>
        <source>Block</source>
        <translation>Block</translation>
    </message>
</context>
<context>
    <name>scheme.granularity.channel</name>
    <message>
        <source>Channel</source>
        <translation>Kanal</translation>
    </message>
</context>
<context>
    <name>scheme.granularity.help</name>
    <message>
        <source>Which weights share their levels: the whole tensor, an output channel, or a block inside one.</source>
        <translation>Welche Gewichte sich ihre Stufen teilen: der ganze Tensor, ein Ausgabekanal oder ein Block darin.</translation>
    </message>
</context>
<context>
    <name>scheme.granularity.tensor</name>
    <message>
        <source>Whole tensor</source>
        <translation>Ganzer Tensor</translation>
    </message>
</context>
<context>
    <name>scheme.keep</name>
    <message>
        <source>Keep</source>
        <translation>Beibehalten</translation>
    </message>
</context>
<context>
    <name>scheme.keep.about</name>
    <message>
        <source>Leaves the tensor exactly as it is, byte for byte.</source>
        <translation>Lässt den Tensor genau, wie er ist, Byte für Byte.</translation>
    </message>
</context>
<context>
    <name>scheme.kmeans</name>
    <message>
        <source>k-means</source>
        <translation>k-means</translation>
    </message>
</context>
<context>
    <name>scheme.kmeans.about</name>
    <message>
        <source>Levels where the weights are, placed for the least squared error: most accuracy per byte at 2 to 5 bits, for weights only.</source>
        <translation>Stufen dort, wo die Gewichte liegen, auf kleinsten quadratischen Fehler gesetzt: höchste Genauigkeit je Byte bei 2 bis 5 Bit, nur für Gewichte.</translation>
    </message>
</context>
<context>
    <name>scheme.kmeans.scale</name>
    <message>
        <source>Scale</source>
        <translation>Skalierung</translation>
    </message>
</context>
<context>
    <name>scheme.kmeans.scale.block</name>
    <message>
        <source>Block</source>
        <translation>Block</translation>
    </message>
</context>
<context>
    <name>scheme.kmeans.scale.channel</name>
    <message>
        <source>Channel</source>
        <translation>Kanal</translation>
    </message>
</context>
<context>
    <name>scheme.kmeans.scale.help</name>
    <message>
        <source>Divides weights by the largest magnitude of their channel or block first, so that one table fits them all.</source>
        <translation>Teilt Gewichte zuerst durch den größten Betrag ihres Kanals oder Blocks, damit eine Tabelle für alle passt.</translation>
    </message>
</context>
<context>
    <name>scheme.kmeans.scale.none</name>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
</context>
<context>
    <name>scheme.log</name>
    <message>
        <source>Logarithmic</source>
        <translation>Logarithmisch</translation>
    </message>
</context>
<context>
    <name>scheme.log.about</name>
    <message>
        <source>Levels 0 and ± powers of a base: small weights keep their relative precision, but beyond 4 or 5 bits the large ones get no finer.</source>
        <translation>Stufen 0 und ± Potenzen einer Basis: kleine Gewichte behalten ihre relative Genauigkeit, aber über 4 oder 5 Bit werden die großen nicht feiner.</translation>
    </message>
</context>
<context>
    <name>scheme.log.base</name>
    <message>
        <source>Base</source>
        <translation>Basis</translation>
    </message>
</context>
<context>
    <name>scheme.log.base.2</name>
    <message>
        <source>2</source>
        <translation>2</translation>
    </message>
</context>
<context>
    <name>scheme.log.base.help</name>
    <message>
        <source>Ratio of neighbouring levels: √2 is finer near the largest weights, 2 reaches further down.</source>
        <translation>Verhältnis benachbarter Stufen: √2 ist feiner bei den größten Gewichten, 2 reicht weiter hinab.</translation>
    </message>
</context>
<context>
    <name>scheme.log.base.sqrt2</name>
    <message>
        <source>√2</source>
        <translation>√2</translation>
    </message>
</context>
<context>
    <name>scheme.nf4</name>
    <message>
        <source>NormalFloat</source>
        <translation>NormalFloat</translation>
    </message>
</context>
<context>
    <name>scheme.nf4.about</name>
    <message>
        <source>Sixteen levels placed as normal weights lie, times the largest weight of their channel or block: 4 bits at small error without any fitting, but not better than levels fitted to the weights.</source>
        <translation>Sechzehn Stufen, wo normalverteilte Gewichte liegen, mal dem größten Gewicht ihres Kanals oder Blocks: 4 Bits mit kleinem Fehler ohne jedes Anpassen, aber nicht besser als an die Gewichte angepasste Stufen.</translation>
    </message>
</context>
<context>
    <name>scheme.parameter.known</name>
    <message>
        <source>it has %1</source>
        <translation>vorhanden: %1</translation>
    </message>
</context>
<context>
    <name>scheme.parameter.nearest</name>
    <message>
        <source>did you mean %1?</source>
        <translation>%1 gemeint?</translation>
    </message>
</context>
<context>
    <name>scheme.parameter.none</name>
    <message>
        <source>%1 has no parameters, found &apos;%2&apos;</source>
        <translation>%1 hat keine Parameter, gefunden: &apos;%2&apos;</translation>
    </message>
</context>
<context>
    <name>scheme.parameter.range</name>
    <message>
        <source>%1 must be %2, not &apos;%3&apos;</source>
        <translation>%1 muss %2 sein, nicht &apos;%3&apos;</translation>
    </message>
</context>
<context>
    <name>scheme.parameter.unknown</name>
    <message>
        <source>%1 has no parameter &apos;%2&apos;</source>
        <translation>%1 hat keinen Parameter &apos;%2&apos;</translation>
    </message>
</context>
<context>
    <name>scheme.rounding</name>
    <message>
        <source>Rounding</source>
        <translation>Rundung</translation>
    </message>
</context>
<context>
    <name>scheme.rounding.help</name>
    <message>
        <source>To the nearest level; or, in layers that read values above zero, some weights to the level on their other side, so that the errors of each channel add up to nothing.</source>
        <translation>Auf die nächste Stufe; oder, in Schichten, die Werte über null lesen, manche Gewichte auf die Stufe auf ihrer anderen Seite, damit sich die Fehler jedes Kanals aufheben.</translation>
    </message>
</context>
<context>
    <name>scheme.rounding.nearest</name>
    <message>
        <source>Nearest</source>
        <translation>Nächste</translation>
    </message>
</context>
<context>
    <name>scheme.rounding.sums</name>
    <message>
        <source>Keeps sums</source>
        <translation>Erhält Summen</translation>
    </message>
</context>
<context>
    <name>scheme.scaled_by</name>
    <message>
        <source>Scaled by</source>
        <translation>Skaliert nach</translation>
    </message>
</context>
<context>
    <name>scheme.scaled_by.fitted</name>
    <message>
        <source>Fitted</source>
        <translation>Angepasst</translation>
    </message>
</context>
<context>
    <name>scheme.scaled_by.help</name>
    <message>
        <source>What weights are divided by before they share a table: the largest magnitude, or a scale fitted in turn with the table.</source>
        <translation>Wodurch Gewichte geteilt werden, bevor sie sich eine Tabelle teilen: den größten Betrag oder eine Skala, die im Wechsel mit der Tabelle angepasst wird.</translation>
    </message>
</context>
<context>
    <name>scheme.scaled_by.max</name>
    <message>
        <source>Largest</source>
        <translation>Größter</translation>
    </message>
</context>
<context>
    <name>scheme.scales</name>
    <message>
        <source>Scales stored as</source>
        <translation>Skalen gespeichert als</translation>
    </message>
</context>
<context>
    <name>scheme.scales.help</name>
    <message>
        <source>Bits of each scale: 16 saves most where groups are small; what float16 cannot hold stays at 32.</source>
        <translation>Bits jeder Skala: 16 spart am meisten, wo Gruppen klein sind; was float16 nicht fasst, bleibt bei 32.</translation>
    </message>
</context>
<context>
    <name>scheme.sharing</name>
    <message>
        <source>Weight sharing</source>
        <translation>Gemeinsame Gewichte</translation>
    </message>
</context>
<context>
    <name>scheme.sharing.about</name>
    <message>
        <source>One codebook for all layers of a group, stored once: any number of values, little to store beside the codes, each layer less exact than with a codebook of its own.</source>
        <translation>Ein Codebuch für alle Schichten einer Gruppe, einmal gespeichert: beliebig viele Werte, wenig neben den Codes, jede Schicht ungenauer als mit eigenem Codebuch.</translation>
    </message>
</context>
<context>
    <name>scheme.sharing.clusters</name>
    <message>
        <source>Clusters</source>
        <translation>Cluster</translation>
    </message>
</context>
<context>
    <name>scheme.sharing.clusters.help</name>
    <message>
        <source>Different values in the whole group; codes take as many bits as they need.</source>
        <translation>Verschiedene Werte in der ganzen Gruppe; die Codes haben so viele Bits, wie sie brauchen.</translation>
    </message>
</context>
<context>
    <name>scheme.sharing.group</name>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
</context>
<context>
    <name>scheme.sharing.group.help</name>
    <message>
        <source>Layers with the same name here share one codebook.</source>
        <translation>Schichten mit demselben Namen hier teilen sich ein Codebuch.</translation>
    </message>
</context>
<context>
    <name>scheme.table</name>
    <message>
        <source>Table stored as</source>
        <translation>Tabelle gespeichert als</translation>
    </message>
</context>
<context>
    <name>scheme.table.help</name>
    <message>
        <source>Bits of each level of a table: 16 saves most where tables are many; what float16 cannot hold stays at 32.</source>
        <translation>Bits jeder Stufe einer Tabelle: 16 spart am meisten, wo es viele Tabellen gibt; was float16 nicht fasst, bleibt bei 32.</translation>
    </message>
</context>
<context>
    <name>scheme.ternary</name>
    <message>
        <source>Ternary</source>
        <translation>Ternär</translation>
    </message>
</context>
<context>
    <name>scheme.ternary.about</name>
    <message>
        <source>Each weight becomes −s, 0 or +s, s fitted to its group for the least squared error: 2 bits a weight, and a loss that most networks recover from by training alone.</source>
        <translation>Aus jedem Gewicht wird −s, 0 oder +s, s je Gruppe auf kleinsten quadratischen Fehler angepasst: 2 Bit je Gewicht und ein Verlust, von dem sich die meisten Netze nur durch Training erholen.</translation>
    </message>
</context>
<context>
    <name>scheme.uniform</name>
    <message>
        <source>Uniform</source>
        <translation>Uniform</translation>
    </message>
</context>
<context>
    <name>scheme.uniform.about</name>
    <message>
        <source>Levels at equal distances: the most widely supported form, nearly lossless at 8 bits; a few large weights make all steps coarse.</source>
        <translation>Stufen in gleichen Abständen: die am weitesten unterstützte Form, bei 8 Bit fast verlustfrei; wenige große Gewichte machen alle Schritte grob.</translation>
    </message>
</context>
<context>
    <name>scheme.uniform.norm</name>
    <message>
        <source>Norm</source>
        <translation>Norm</translation>
    </message>
</context>
<context>
    <name>scheme.uniform.norm.help</name>
    <message>
        <source>The power p of the errors that are added up: 2 is the squared error, which cuts off most; the higher, the nearer to covering all weights.</source>
        <translation>Die Potenz p der Fehler, die summiert werden: 2 ist der quadratische Fehler, der am meisten abschneidet; je höher, desto näher daran, alle Gewichte abzudecken.</translation>
    </message>
</context>
<context>
    <name>scheme.uniform.percentile</name>
    <message>
        <source>Percentile</source>
        <translation>Perzentil</translation>
    </message>
</context>
<context>
    <name>scheme.uniform.percentile.help</name>
    <message>
        <source>Percent of the magnitudes inside the range, or of the weights below each end where not symmetric.</source>
        <translation>Prozent der Beträge innerhalb des Bereichs, oder der Gewichte diesseits jedes Endes, wenn nicht symmetrisch.</translation>
    </message>
</context>
<context>
    <name>scheme.uniform.range</name>
    <message>
        <source>Range</source>
        <translation>Bereich</translation>
    </message>
</context>
<context>
    <name>scheme.uniform.range.help</name>
    <message>
        <source>What the levels cover: all weights, all but a share of the outermost, or what gives the least error.</source>
        <translation>Was die Stufen abdecken: alle Gewichte, alle bis auf einen Anteil der äußersten, oder was den kleinsten Fehler ergibt.</translation>
    </message>
</context>
<context>
    <name>scheme.uniform.range.lp</name>
    <message>
        <source>Least error by a norm</source>
        <translation>Kleinster Fehler nach einer Norm</translation>
    </message>
</context>
<context>
    <name>scheme.uniform.range.minmax</name>
    <message>
        <source>Smallest to largest</source>
        <translation>Kleinster bis größter Wert</translation>
    </message>
</context>
<context>
    <name>scheme.uniform.range.mse</name>
    <message>
        <source>Least squared error</source>
        <translation>Kleinster quadratischer Fehler</translation>
    </message>
</context>
<context>
    <name>scheme.uniform.range.percentile</name>
    <message>
        <source>Percentile</source>
        <translation>Perzentil</translation>
    </message>
</context>
<context>
    <name>scheme.uniform.symmetric</name>
    <message>
        <source>Symmetric</source>
        <translation>Symmetrisch</translation>
    </message>
</context>
<context>
    <name>scheme.uniform.symmetric.help</name>
    <message>
        <source>The same zero point everywhere, in the middle of the codes; otherwise each group has its own.</source>
        <translation>Überall derselbe Nullpunkt, in der Mitte der Codes; sonst hat jede Gruppe einen eigenen.</translation>
    </message>
</context>
<context>
    <name>scheme.weights.notFinite</name>
    <message>
        <source>%1 of %2 weights are NaN and %3 infinite in float32</source>
        <translation>%1 von %2 Gewichten sind NaN und %3 unendlich in float32</translation>
    </message>
</context>
<context>
    <name>scheme.weights.notFinite.remedy</name>
    <message>
        <source>keep this tensor as it is</source>
        <translation>diesen Tensor beibehalten, wie er ist</translation>
    </message>
</context>
<context>
    <name>scheme.width.16</name>
    <message>
        <source>float16</source>
        <translation>float16</translation>
    </message>
</context>
<context>
    <name>scheme.width.32</name>
    <message>
        <source>float32</source>
        <translation>float32</translation>
    </message>
</context>
<context>
    <name>search.around</name>
    <message>
        <source>Measuring every layer with the others as in the mix</source>
        <translation>Jede Schicht wird mit den anderen wie in der Mischung gemessen</translation>
    </message>
</context>
<context>
    <name>search.encoding</name>
    <message>
        <source>Encoding every layer in every way</source>
        <translation>Jede Schicht wird auf jede Art kodiert</translation>
    </message>
</context>
<context>
    <name>search.encoding_layer</name>
    <message>
        <source>Encoding %1 in every way</source>
        <translation>%1 wird auf jede Art kodiert</translation>
    </message>
</context>
<context>
    <name>search.fastest_candidates</name>
    <message>
        <source>--fastest takes no candidates: it chooses which layers compute in integers</source>
        <translation>--fastest nimmt keine Kandidaten: es wählt, welche Schichten ganzzahlig rechnen</translation>
    </message>
</context>
<context>
    <name>search.mix</name>
    <message>
        <source>Running mix %1</source>
        <translation>Mischung %1 läuft</translation>
    </message>
</context>
<context>
    <name>search.no_data</name>
    <message>
        <source>a search needs data to judge by</source>
        <translation>eine Suche braucht Daten, nach denen sie urteilt</translation>
    </message>
</context>
<context>
    <name>search.no_data.remedy</name>
    <message>
        <source>name training or calibration data with --data</source>
        <translation>Trainings- oder Kalibrierdaten mit --data angeben</translation>
    </message>
</context>
<context>
    <name>search.no_labels</name>
    <message>
        <source>no accuracy can be measured: the data have no labels, or the model is no classifier</source>
        <translation>es kann keine Genauigkeit gemessen werden: Die Daten haben keine Klassen, oder das Modell ordnet nicht ein</translation>
    </message>
</context>
<context>
    <name>search.no_labels.remedy</name>
    <message>
        <source>give data with labels, or a budget in bytes</source>
        <translation>Daten mit Klassen oder ein Maß in Bytes angeben</translation>
    </message>
</context>
<context>
    <name>search.no_layers</name>
    <message>
        <source>has no weights that can be compressed</source>
        <translation>hat keine Gewichte, die komprimiert werden können</translation>
    </message>
</context>
<context>
    <name>search.nothing_keeps</name>
    <message>
        <source>nothing that was tried keeps the bound</source>
        <translation>nichts, was versucht wurde, hält die Schranke ein</translation>
    </message>
</context>
<context>
    <name>search.nothing_keeps.remedy</name>
    <message>
        <source>allow more loss or more evaluations, or add finer candidates</source>
        <translation>mehr Verlust oder mehr Läufe erlauben oder feinere Kandidaten hinzufügen</translation>
    </message>
</context>
<context>
    <name>search.one_goal</name>
    <message>
        <source>a search needs either a bound on what is lost or one on the bytes</source>
        <translation>eine Suche braucht entweder eine Schranke für den Verlust oder eine für die Bytes</translation>
    </message>
</context>
<context>
    <name>search.one_goal.remedy</name>
    <message>
        <source>give --max-drop or --max-bytes</source>
        <translation>--max-drop oder --max-bytes angeben</translation>
    </message>
</context>
<context>
    <name>search.one_target</name>
    <message>
        <source>the model and its recipe cannot be one file</source>
        <translation>Modell und Rezept können nicht dieselbe Datei sein</translation>
    </message>
</context>
<context>
    <name>search.scales_inputs</name>
    <message>
        <source>%1 scales what several layers read: no layer has it alone</source>
        <translation>%1 skaliert, was mehrere Schichten lesen: keine Schicht hat es für sich</translation>
    </message>
</context>
<context>
    <name>search.scales_inputs.remedy</name>
    <message>
        <source>leave it out of the candidates</source>
        <translation>lass es bei den Kandidaten weg</translation>
    </message>
</context>
<context>
    <name>search.too_few_bytes</name>
    <message>
        <source>even the smallest mix takes more than %1 bytes</source>
        <translation>selbst die kleinste Mischung braucht mehr als %1 Bytes</translation>
    </message>
</context>
<context>
    <name>search.too_few_bytes.remedy</name>
    <message>
        <source>allow more bytes, or add smaller candidates</source>
        <translation>mehr Bytes erlauben oder kleinere Kandidaten hinzufügen</translation>
    </message>
</context>
<context>
    <name>sensitivity.failed</name>
    <message>
        <source>%1</source>
        <translation>%1</translation>
    </message>
</context>
<context>
    <name>sensitivity.layer</name>
    <message>
        <source>Measuring %1</source>
        <translation>%1 wird gemessen</translation>
    </message>
</context>
<context>
    <name>sensitivity.twice</name>
    <message>
        <source>a candidate is given twice</source>
        <translation>ein Kandidat ist zweimal angegeben</translation>
    </message>
</context>
<context>
    <name>smoothing.done</name>
    <message>
        <source>what layers read is scaled in %1 of %2 places, in %3 of them by a Mul that was added</source>
        <translation>was Schichten lesen, ist an %1 von %2 Stellen skaliert, an %3 davon durch ein hinzugefügtes Mul</translation>
    </message>
</context>
<context>
    <name>smoothing.phase</name>
    <message>
        <source>Observing what layers read</source>
        <translation>Beobachten, was Schichten lesen</translation>
    </message>
</context>
<context>
    <name>spec.empty</name>
    <message>
        <source>the spec is empty</source>
        <translation>die Spezifikation ist leer</translation>
    </message>
</context>
<context>
    <name>spec.empty_parameter</name>
    <message>
        <source>a parameter of %1 is missing</source>
        <translation>ein Parameter von %1 fehlt</translation>
    </message>
</context>
<context>
    <name>spec.empty_part</name>
    <message>
        <source>a part of the spec is empty</source>
        <translation>ein Teil der Spezifikation ist leer</translation>
    </message>
</context>
<context>
    <name>spec.known_words</name>
    <message>
        <source>use one of: %1</source>
        <translation>eines davon verwenden: %1</translation>
    </message>
</context>
<context>
    <name>spec.modifier_first</name>
    <message>
        <source>%1 stands in front of the scheme</source>
        <translation>%1 gehört vor das Verfahren</translation>
    </message>
</context>
<context>
    <name>spec.modifier_last</name>
    <message>
        <source>%1 stands behind the scheme</source>
        <translation>%1 gehört hinter das Verfahren</translation>
    </message>
</context>
<context>
    <name>spec.modifier_twice</name>
    <message>
        <source>%1 is given twice</source>
        <translation>%1 steht doppelt</translation>
    </message>
</context>
<context>
    <name>spec.name_one</name>
    <message>
        <source>name one of them</source>
        <translation>eines davon nennen</translation>
    </message>
</context>
<context>
    <name>spec.nearest_words</name>
    <message>
        <source>did you mean %1? There are: %2</source>
        <translation>%1 gemeint? Es gibt: %2</translation>
    </message>
</context>
<context>
    <name>spec.no_parameters</name>
    <message>
        <source>%1 has no parameters, so no %2</source>
        <translation>%1 hat keine Parameter, also auch nicht %2</translation>
    </message>
</context>
<context>
    <name>spec.no_value</name>
    <message>
        <source>parameter %1 of %2 has no value</source>
        <translation>Parameter %1 von %2 hat keinen Wert</translation>
    </message>
</context>
<context>
    <name>spec.one_parameter</name>
    <message>
        <source>%1 takes one parameter at a time</source>
        <translation>%1 nimmt nur einen Parameter</translation>
    </message>
</context>
<context>
    <name>spec.parameter_form</name>
    <message>
        <source>write key=value, separated by single commas</source>
        <translation>key=value schreiben, durch einzelne Kommas getrennt</translation>
    </message>
</context>
<context>
    <name>spec.parameter_twice</name>
    <message>
        <source>parameter %1 of %2 is given twice</source>
        <translation>Parameter %1 von %2 ist doppelt angegeben</translation>
    </message>
</context>
<context>
    <name>spec.part_form</name>
    <message>
        <source>write scheme or scheme:key=value,key=value</source>
        <translation>scheme oder scheme:key=value,key=value schreiben</translation>
    </message>
</context>
<context>
    <name>spec.two_schemes</name>
    <message>
        <source>a layer is stored by one scheme, not by %1 and %2</source>
        <translation>eine Schicht wird mit einem Verfahren gespeichert, nicht mit %1 und %2</translation>
    </message>
</context>
<context>
    <name>spec.unknown_parameter</name>
    <message>
        <source>%1 has no parameter %2</source>
        <translation>%1 hat keinen Parameter %2</translation>
    </message>
</context>
<context>
    <name>spec.unknown_scheme</name>
    <message>
        <source>unknown scheme %1</source>
        <translation>unbekanntes Verfahren %1</translation>
    </message>
</context>
<context>
    <name>spec.value_form</name>
    <message>
        <source>write %1=VALUE with %2</source>
        <translation>%1=VALUE schreiben mit %2</translation>
    </message>
</context>
<context>
    <name>speed.drift_faster</name>
    <message>
        <source>grew faster by %1 % while it was timed: the clock or other work changed</source>
        <translation>wurde während der Zeitmessung um %1 % schneller: Takt oder andere Arbeit änderten sich</translation>
    </message>
</context>
<context>
    <name>speed.drift_slower</name>
    <message>
        <source>grew slower by %1 % while it was timed: the clock or other work changed</source>
        <translation>wurde während der Zeitmessung um %1 % langsamer: Takt oder andere Arbeit änderten sich</translation>
    </message>
</context>
<context>
    <name>speed.faster</name>
    <message>
        <source>faster</source>
        <translation>schneller</translation>
    </message>
</context>
<context>
    <name>speed.governor</name>
    <message>
        <source>the clock&apos;s governor is %1; with performance, times are steadier</source>
        <translation>die Taktsteuerung (Governor) ist %1; mit performance sind Zeiten stetiger</translation>
    </message>
</context>
<context>
    <name>speed.no_difference</name>
    <message>
        <source>no difference found</source>
        <translation>kein Unterschied gefunden</translation>
    </message>
</context>
<context>
    <name>speed.other_work</name>
    <message>
        <source>while speed was measured, the processor was %1 % busy with other work (load average %2)</source>
        <translation>während der Zeitmessung war der Prozessor zu %1 % mit anderer Arbeit beschäftigt (mittlere Last %2)</translation>
    </message>
</context>
<context>
    <name>speed.reference</name>
    <message>
        <source>reference</source>
        <translation>Referenz</translation>
    </message>
</context>
<context>
    <name>speed.slow_first</name>
    <message>
        <source>the first inference after loading takes %1 ms, %2 times the median</source>
        <translation>die erste Inferenz nach dem Laden dauert %1 ms, das %2-Fache des Medians</translation>
    </message>
</context>
<context>
    <name>speed.slower</name>
    <message>
        <source>slower</source>
        <translation>langsamer</translation>
    </message>
</context>
<context>
    <name>speed.switches</name>
    <message>
        <source>other programs took the core from what was timed %1 times in %2 s</source>
        <translation>andere Programme nahmen der Messung %1-mal in %2 s den Kern weg</translation>
    </message>
</context>
<context>
    <name>speed.throttled</name>
    <message>
        <source>the processor slowed its clock for heat %1 times while speed was measured</source>
        <translation>der Prozessor senkte während der Zeitmessung %1-mal seinen Takt wegen Hitze</translation>
    </message>
</context>
<context>
    <name>speed.too_noisy</name>
    <message>
        <source>too noisy to say</source>
        <translation>zu verrauscht für eine Aussage</translation>
    </message>
</context>
<context>
    <name>speed.two_groups</name>
    <message>
        <source>its times fall into two groups, about %1 ms and %2 ms: threads share a core now and then, or the clock changes</source>
        <translation>die Zeiten zerfallen in zwei Gruppen, etwa %1 ms und %2 ms: Threads teilen sich zuweilen einen Kern, oder der Takt wechselt</translation>
    </message>
</context>
<context>
    <name>stage.archived</name>
    <message>
        <source>Archived</source>
        <translation>Archiviert</translation>
    </message>
</context>
<context>
    <name>stage.coded</name>
    <message>
        <source>Codes and tables</source>
        <translation>Codes und Tabellen</translation>
    </message>
</context>
<context>
    <name>stage.original</name>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
</context>
<context>
    <name>stage.packed</name>
    <message>
        <source>Packed</source>
        <translation>Gepackt</translation>
    </message>
</context>
<context>
    <name>stage.pruned</name>
    <message>
        <source>Pruned</source>
        <translation>Beschnitten</translation>
    </message>
</context>
<context>
    <name>tokenizer.bad_added</name>
    <message>
        <source>the added tokens of the tokenizer are damaged</source>
        <translation>die zusätzlichen Tokens des Tokenizers sind beschädigt</translation>
    </message>
</context>
<context>
    <name>tokenizer.bad_charsmap</name>
    <message>
        <source>the normalization of the tokenizer is damaged</source>
        <translation>die Normalisierung des Tokenizers ist beschädigt</translation>
    </message>
</context>
<context>
    <name>tokenizer.bad_expression</name>
    <message>
        <source>a regular expression cannot be read</source>
        <translation>ein regulärer Ausdruck ist nicht lesbar</translation>
    </message>
</context>
<context>
    <name>tokenizer.bad_merges</name>
    <message>
        <source>the merges of the tokenizer are damaged</source>
        <translation>die Verschmelzungen des Tokenizers sind beschädigt</translation>
    </message>
</context>
<context>
    <name>tokenizer.bad_scores</name>
    <message>
        <source>the vocabulary of the tokenizer has no score for each token</source>
        <translation>im Vokabular des Tokenizers hat nicht jedes Token eine Bewertung</translation>
    </message>
</context>
<context>
    <name>tokenizer.bad_template</name>
    <message>
        <source>the post-processor of the tokenizer is damaged</source>
        <translation>die Nachbearbeitung des Tokenizers ist beschädigt</translation>
    </message>
</context>
<context>
    <name>tokenizer.bad_vocabulary</name>
    <message>
        <source>the vocabulary of the tokenizer is damaged</source>
        <translation>das Vokabular des Tokenizers ist beschädigt</translation>
    </message>
</context>
<context>
    <name>tokenizer.no_pattern</name>
    <message>
        <source>an entry of the tokenizer has no pattern</source>
        <translation>einem Eintrag des Tokenizers fehlt sein Muster</translation>
    </message>
</context>
<context>
    <name>tokenizer.not_one</name>
    <message>
        <source>is no tokenizer.json</source>
        <translation>ist keine tokenizer.json</translation>
    </message>
</context>
<context>
    <name>tokenizer.too_large</name>
    <message>
        <source>is too large for a tokenizer</source>
        <translation>ist zu groß für einen Tokenizer</translation>
    </message>
</context>
<context>
    <name>tokenizer.unknown</name>
    <message>
        <source>the tokenizer has a %1 that Bitwright does not know: %2</source>
        <translation>der Tokenizer hat etwas, das Bitwright nicht kennt (%1): %2</translation>
    </message>
</context>
<context>
    <name>tokenizer.unknown_word</name>
    <message>
        <source>the vocabulary has nothing for “%1”, and no token for what is unknown</source>
        <translation>das Vokabular hat nichts für „%1“ und kein Token für Unbekanntes</translation>
    </message>
</context>
<context>
    <name>tokens.none</name>
    <message>
        <source>scores no next tokens: no output has a row of scores for each token of an input</source>
        <translation>sagt keine Tokens voraus: keine Ausgabe hat für jedes Token einer Eingabe eine Zeile von Werten</translation>
    </message>
</context>
<context>
    <name>tokens.other_inputs</name>
    <message>
        <source>takes other inputs than the original</source>
        <translation>nimmt andere Eingaben als das Original</translation>
    </message>
</context>
<context>
    <name>tokens.phase</name>
    <message>
        <source>Foretelling tokens</source>
        <translation>Sage Tokens voraus</translation>
    </message>
</context>
<context>
    <name>variant.file_empty</name>
    <message>
        <source>names no variant</source>
        <translation>nennt keine Variante</translation>
    </message>
</context>
<context>
    <name>variant.file_form</name>
    <message>
        <source>write one NAME=SPEC a line</source>
        <translation>schreiben Sie eine Zeile NAME=SPEC je Variante</translation>
    </message>
</context>
<context>
    <name>variant.file_too_large</name>
    <message>
        <source>too large for a list of variants: the limit is 16 MiB</source>
        <translation>zu groß für eine Liste von Varianten: die Grenze ist 16 MiB</translation>
    </message>
</context>
<context>
    <name>variant.form</name>
    <message>
        <source>write NAME=SPEC, NAME=RECIPE.json or NAME=MODEL.onnx, for example small=kmeans:bits=4</source>
        <translation>NAME=SPEC, NAME=RECIPE.json oder NAME=MODEL.onnx schreiben, zum Beispiel small=kmeans:bits=4</translation>
    </message>
</context>
<context>
    <name>variant.no_name</name>
    <message>
        <source>a variant needs a name in front of its scheme</source>
        <translation>eine Variante braucht einen Namen vor ihrem Verfahren</translation>
    </message>
</context>
<context>
    <name>variant.no_source</name>
    <message>
        <source>a variant needs a name and what it is</source>
        <translation>eine Variante braucht einen Namen und einen Inhalt</translation>
    </message>
</context>
<context>
    <name>verify.as_halves</name>
    <message>
        <source>%1 tensors are there as float16 and are not the original&apos;s rounded: they are judged by the outputs</source>
        <translation>%1 Tensoren stehen als float16 da und sind nicht die gerundeten des Originals: sie werden an den Ausgaben beurteilt</translation>
    </message>
</context>
<context>
    <name>verify.as_integers</name>
    <message>
        <source>%1 tensors are there as integers alone: they are judged by the outputs</source>
        <translation>%1 Tensoren stehen nur als ganze Zahlen da: sie werden nach den Ausgaben beurteilt</translation>
    </message>
</context>
<context>
    <name>verify.no_scope</name>
    <message>
        <source>the file has fewer branches and functions</source>
        <translation>die Datei hat weniger Zweige und Funktionen</translation>
    </message>
</context>
<context>
    <name>verify.other_shape</name>
    <message>
        <source>it is decoded to another type or shape</source>
        <translation>er hat dekodiert einen anderen Typ oder eine andere Form</translation>
    </message>
</context>
<context>
    <name>verify.weight_missing</name>
    <message>
        <source>a tensor of the original cannot be found: %1</source>
        <translation>ein Tensor des Originals ist nicht zu finden: %1</translation>
    </message>
</context>
</TS>
