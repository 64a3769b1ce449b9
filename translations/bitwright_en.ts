<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Activations</name>
    <message numerus="yes">
        <source>%1, at most %Ln</source>
        <translation>
            <numerusform>%1, at most %Ln</numerusform>
            <numerusform>%1, at most %Ln</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message numerus="yes">
        <source>%1, %Ln image(s)</source>
        <translation>
            <numerusform>%1, %Ln image</numerusform>
            <numerusform>%1, %Ln images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %Ln sample(s)</source>
        <translation>
            <numerusform>%1, %Ln sample</numerusform>
            <numerusform>%1, %Ln samples</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thread(s)</source>
        <translation>
            <numerusform>%n thread</numerusform>
            <numerusform>%n threads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %Ln sample(s) right, 95 % interval %2</source>
        <translation>
            <numerusform>%1 of %Ln sample right, 95 % interval %2</numerusform>
            <numerusform>%1 of %Ln samples right, 95 % interval %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sample(s) with another top prediction</source>
        <translation>
            <numerusform>%Ln sample with another top prediction</numerusform>
            <numerusform>%Ln samples with another top prediction</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tensor(s) decoded from the file and compared</source>
        <translation>
            <numerusform>%Ln tensor decoded from the file and compared</numerusform>
            <numerusform>%Ln tensors decoded from the file and compared</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln value(s) differ</source>
        <translation>
            <numerusform>%Ln value differs</numerusform>
            <numerusform>%Ln values differ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sample(s)</source>
        <comment>in a batch</comment>
        <translation>
            <numerusform>%Ln sample</numerusform>
            <numerusform>%Ln samples</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message numerus="yes">
        <source>Verified: %1 of %Ln tensor(s) identical</source>
        <translation>
            <numerusform>Verified: %1 of %Ln tensor identical</numerusform>
            <numerusform>Verified: %1 of %Ln tensors identical</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln node(s) compute in integers</source>
        <translation>
            <numerusform>%Ln node computes in integers</numerusform>
            <numerusform>%Ln nodes compute in integers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln given sample(s)</source>
        <translation>
            <numerusform>%Ln given sample</numerusform>
            <numerusform>%Ln given samples</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln made-up sample(s)</source>
        <translation>
            <numerusform>%Ln made-up sample</numerusform>
            <numerusform>%Ln made-up samples</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tensor(s)</source>
        <translation>
            <numerusform>%Ln tensor</numerusform>
            <numerusform>%Ln tensors</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Readout</name>
    <message numerus="yes">
        <source>original: %Ln weight(s)</source>
        <translation>
            <numerusform>original: %Ln weight</numerusform>
            <numerusform>original: %Ln weights</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>compressed: %Ln weight(s)</source>
        <translation>
            <numerusform>compressed: %Ln weight</numerusform>
            <numerusform>compressed: %Ln weights</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>becomes 0, with %Ln pruned in all</source>
        <translation>
            <numerusform>becomes 0, with %Ln pruned in all</numerusform>
            <numerusform>becomes 0, with %Ln pruned in all</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>nearest level %1, shared by %Ln</source>
        <translation>
            <numerusform>nearest level %1, shared by %Ln</numerusform>
            <numerusform>nearest level %1, shared by %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln outlier(s) beyond 5σ</source>
        <translation>
            <numerusform>%Ln outlier beyond 5σ</numerusform>
            <numerusform>%Ln outliers beyond 5σ</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bitwright::ActivationSettings</name>
    <message numerus="yes">
        <source>Observed on %Ln sample(s): %1</source>
        <translation>
            <numerusform>Observed on %Ln sample: %1</numerusform>
            <numerusform>Observed on %Ln samples: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bitwright::ActivationsModel</name>
    <message numerus="yes">
        <source>%Ln value(s) not finite, left out</source>
        <translation>
            <numerusform>%Ln value not finite, left out</numerusform>
            <numerusform>%Ln values not finite, left out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bitwright::BoxChart</name>
    <message numerus="yes">
        <source>%Ln weight(s)</source>
        <translation>
            <numerusform>%Ln weight</numerusform>
            <numerusform>%Ln weights</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bitwright::ClassBalanceView</name>
    <message numerus="yes">
        <source>%n class(es)</source>
        <translation>
            <numerusform>%n class</numerusform>
            <numerusform>%n classes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bitwright::CompareModel</name>
    <message numerus="yes">
        <source>%1, %n note(s)</source>
        <translation>
            <numerusform>%1, %n note</numerusform>
            <numerusform>%1, %n notes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s)</source>
        <translation>
            <numerusform>%n note</numerusform>
            <numerusform>%n notes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) with a scheme of their own</source>
        <translation>
            <numerusform>%n layer with a scheme of their own</numerusform>
            <numerusform>%n layers with a scheme of their own</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bitwright::Document</name>
    <message numerus="yes">
        <source>Set %1 on %n layer(s)</source>
        <translation>
            <numerusform>Set %1 on %n layer</numerusform>
            <numerusform>Set %1 on %n layers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add %n variant(s)</source>
        <translation>
            <numerusform>Add %n variant</numerusform>
            <numerusform>Add %n variants</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bitwright::HeatMapChart</name>
    <message numerus="yes">
        <source>%Ln weight(s)</source>
        <translation>
            <numerusform>%Ln weight</numerusform>
            <numerusform>%Ln weights</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of %Ln in all</source>
        <translation>
            <numerusform>of %Ln in all</numerusform>
            <numerusform>of %Ln in all</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bitwright::HistogramPanel</name>
    <message numerus="yes">
        <source>None of the %Ln weight(s) of this layer is a finite number.</source>
        <translation>
            <numerusform>The %Ln weight of this layer is not a finite number.</numerusform>
            <numerusform>None of the %Ln weights of this layer is a finite number.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %Ln weight(s) of this layer equal %1.</source>
        <translation>
            <numerusform>The %Ln weight of this layer equals %1.</numerusform>
            <numerusform>All %Ln weights of this layer equal %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln outlier(s) beyond 5σ</source>
        <translation>
            <numerusform>%Ln outlier beyond 5σ</numerusform>
            <numerusform>%Ln outliers beyond 5σ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln weight(s) not a number</source>
        <translation>
            <numerusform>%Ln weight not a number</numerusform>
            <numerusform>%Ln weights not a number</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln infinite weight(s)</source>
        <translation>
            <numerusform>%Ln infinite weight</numerusform>
            <numerusform>%Ln infinite weights</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln weight(s)</source>
        <translation>
            <numerusform>%Ln weight</numerusform>
            <numerusform>%Ln weights</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bitwright::InspectorPanel</name>
    <message numerus="yes">
        <source>%n layer(s) selected</source>
        <translation>
            <numerusform>%n layer selected</numerusform>
            <numerusform>%n layers selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Applied to %n layer(s)</source>
        <translation>
            <numerusform>Applied to %n layer</numerusform>
            <numerusform>Applied to %n layers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Apply to %n layer(s)</source>
        <translation>
            <numerusform>Apply to %n layer</numerusform>
            <numerusform>Apply to %n layers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Apply to all %1: %n layer(s)</source>
        <translation>
            <numerusform>Apply to all %1: %n layer</numerusform>
            <numerusform>Apply to all %1: %n layers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Apply to the whole model: %n layer(s)</source>
        <translation>
            <numerusform>Apply to the whole model: %n layer</numerusform>
            <numerusform>Apply to the whole model: %n layers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) of this group share one codebook, found over all their weights.</source>
        <translation>
            <numerusform>%n layer of this group has a codebook of its own, found over all its weights.</numerusform>
            <numerusform>%n layers of this group share one codebook, found over all their weights.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bitwright::LayerDiffModel</name>
    <message numerus="yes">
        <source>%1 of %n layer(s) are stored otherwise</source>
        <translation>
            <numerusform>%1 of %n layer is stored otherwise</numerusform>
            <numerusform>%1 of %n layers are stored otherwise</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bitwright::LayersPanel</name>
    <message numerus="yes">
        <source>%1 of %n tensor(s) compressible</source>
        <translation>
            <numerusform>%1 of %n tensor compressible</numerusform>
            <numerusform>%1 of %n tensors compressible</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln weight(s)</source>
        <translation>
            <numerusform>%Ln weight</numerusform>
            <numerusform>%Ln weights</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln layer(s)</source>
        <translation>
            <numerusform>%Ln layer</numerusform>
            <numerusform>%Ln layers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bitwright::LayersRows</name>
    <message numerus="yes">
        <source>%Ln layer(s)</source>
        <translation>
            <numerusform>%Ln layer</numerusform>
            <numerusform>%Ln layers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bitwright::OutcomeCard</name>
    <message numerus="yes">
        <source>shared by %n layer(s)</source>
        <translation>
            <numerusform>of %n layer</numerusform>
            <numerusform>shared by %n layers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bitwright::ParameterEditor</name>
    <message numerus="yes">
        <source>%Ln level(s)</source>
        <translation>
            <numerusform>%Ln level</numerusform>
            <numerusform>%Ln levels</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bitwright::ProofView</name>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… and %n more</numerusform>
            <numerusform>… and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bitwright::RangeChart</name>
    <message numerus="yes">
        <source>%Ln value(s)</source>
        <translation>
            <numerusform>%Ln value</numerusform>
            <numerusform>%Ln values</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bitwright::SearchPanel</name>
    <message numerus="yes">
        <source>%Ln mix(es) run</source>
        <translation>
            <numerusform>%Ln mix run</numerusform>
            <numerusform>%Ln mixes run</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bitwright::SensitivityPanel</name>
    <message numerus="yes">
        <source>%Ln sample(s) of %1</source>
        <translation>
            <numerusform>%Ln sample of %1</numerusform>
            <numerusform>%Ln samples of %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bitwright::TopBar</name>
    <message numerus="yes">
        <source>%Ln weight(s)</source>
        <translation>
            <numerusform>%Ln weight</numerusform>
            <numerusform>%Ln weights</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>bitwright::WeightsChart</name>
    <message numerus="yes">
        <source>%Ln level(s), %1</source>
        <translation>
            <numerusform>%Ln level, %1</numerusform>
            <numerusform>%Ln levels, %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more</source>
        <comment>weights beyond the edge of the chart</comment>
        <translation>
            <numerusform>%Ln more</numerusform>
            <numerusform>%Ln more</numerusform>
        </translation>
    </message>
</context>
</TS>
