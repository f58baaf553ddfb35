typedef struct This_s{
   int activation;
   int rows;
   int columns;
   int biased;
   __global float *bias;
   __global float *product;
   __local float *tileA;
   __local float *tileB;
   int rightTransposed;
   int inner;
   int rightStep;
   __global float *right;
   int leftTransposed;
   int leftStep;
   int keptAt;
   __global float *left;
   __global float *kept;
   int passid;
}This;
int get_pass_id(This *this){
   return this->passid;
}
float adjoint_gpu_kernels_MatrixProductF32__activate(This *this, float value){
   float activated = value;
   if (this->activation==1){
      activated = value / (1.0f + exp(-value));
   }
   if (this->activation==2 && value<0.0f){
      activated = 0.0f;
   }
   return(activated);
}
void adjoint_gpu_kernels_MatrixProductF32__store(This *this, int start, int r, int c, float sum){
   if (r<this->rows && c<this->columns){
      float value = sum;
      if (this->biased==1){
         value = value + this->bias[r];
      }
      this->product[(start + (r * this->columns)) + c]  = adjoint_gpu_kernels_MatrixProductF32__activate(this, value);
   }
   return;
}
float adjoint_gpu_kernels_MatrixProductF32__terms(This *this, int r, int c){
   return(((((((((this->tileA[r] * this->tileB[c]) + (this->tileA[(r + 64)] * this->tileB[(c + 64)])) + (this->tileA[(r + 128)] * this->tileB[(c + 128)])) + (this->tileA[(r + 192)] * this->tileB[(c + 192)])) + (this->tileA[(r + 256)] * this->tileB[(c + 256)])) + (this->tileA[(r + 320)] * this->tileB[(c + 320)])) + (this->tileA[(r + 384)] * this->tileB[(c + 384)])) + (this->tileA[(r + 448)] * this->tileB[(c + 448)])));
}
void adjoint_gpu_kernels_MatrixProductF32__loadRight(This *this, int matrix, int firstColumn, int first, int item, int i){
   int c = item % 64;
   int d = (item / 64) + (4 * i);
   if (this->rightTransposed==1){
      c = (item / 8) + (32 * i);
      d = item % 8;
   }
   float value = 0.0f;
   if ((firstColumn + c)<this->columns && (first + d)<this->inner){
      int index = (((matrix * this->rightStep) + ((first + d) * this->columns)) + firstColumn) + c;
      if (this->rightTransposed==1){
         index = (((matrix * this->rightStep) + ((firstColumn + c) * this->inner)) + first) + d;
      }
      value = this->right[index];
   }
   this->tileB[(d * 64) + c]  = value;
   return;
}
void adjoint_gpu_kernels_MatrixProductF32__loadLeft(This *this, int matrix, int firstRow, int first, int item, int i){
   int r = (item / 8) + (32 * i);
   int d = item % 8;
   if (this->leftTransposed==1){
      r = item % 64;
      d = (item / 64) + (4 * i);
   }
   float value = 0.0f;
   if ((firstRow + r)<this->rows && (first + d)<this->inner){
      int index = (((matrix * this->leftStep) + ((firstRow + r) * this->inner)) + first) + d;
      if (this->leftTransposed==1){
         index = (((matrix * this->leftStep) + ((first + d) * this->rows)) + firstRow) + r;
      }
      if (this->keptAt<0){
         value = this->left[index];
      } else {
         value = this->kept[(this->keptAt + index)];
      }
   }
   this->tileA[(d * 64) + r]  = value;
   return;
}
__kernel void run(
   int activation, 
   int rows, 
   int columns, 
   int biased, 
   __global float *bias, 
   __global float *product, 
   __local float *tileA, 
   __local float *tileB, 
   int rightTransposed, 
   int inner, 
   int rightStep, 
   __global float *right, 
   int leftTransposed, 
   int leftStep, 
   int keptAt, 
   __global float *left, 
   __global float *kept, 
   int passid
){
   This thisStruct;
   This* this=&thisStruct;
   this->activation = activation;
   this->rows = rows;
   this->columns = columns;
   this->biased = biased;
   this->bias = bias;
   this->product = product;
   this->tileA = tileA;
   this->tileB = tileB;
   this->rightTransposed = rightTransposed;
   this->inner = inner;
   this->rightStep = rightStep;
   this->right = right;
   this->leftTransposed = leftTransposed;
   this->leftStep = leftStep;
   this->keptAt = keptAt;
   this->left = left;
   this->kept = kept;
   this->passid = passid;
   {
      int column = get_local_id(0);
      int row = get_local_id(1);
      int item = (row * 16) + column;
      int firstColumn = get_group_id(0) * 64;
      int firstRow = get_group_id(1) * 64;
      int matrix = get_global_id(2);
      float sum00 = 0.0f;
      float sum01 = 0.0f;
      float sum02 = 0.0f;
      float sum03 = 0.0f;
      float sum10 = 0.0f;
      float sum11 = 0.0f;
      float sum12 = 0.0f;
      float sum13 = 0.0f;
      float sum20 = 0.0f;
      float sum21 = 0.0f;
      float sum22 = 0.0f;
      float sum23 = 0.0f;
      float sum30 = 0.0f;
      float sum31 = 0.0f;
      float sum32 = 0.0f;
      float sum33 = 0.0f;
      for (int first = 0; first<this->inner; first+=8){
         for (int i = 0; i<2; i++){
            adjoint_gpu_kernels_MatrixProductF32__loadLeft(this, matrix, firstRow, first, item, i);
            adjoint_gpu_kernels_MatrixProductF32__loadRight(this, matrix, firstColumn, first, item, i);
         }
         barrier(CLK_LOCAL_MEM_FENCE);
         sum00 = sum00 + adjoint_gpu_kernels_MatrixProductF32__terms(this, row, column);
         sum01 = sum01 + adjoint_gpu_kernels_MatrixProductF32__terms(this, row, (column + 16));
         sum02 = sum02 + adjoint_gpu_kernels_MatrixProductF32__terms(this, row, (column + 32));
         sum03 = sum03 + adjoint_gpu_kernels_MatrixProductF32__terms(this, row, (column + 48));
         sum10 = sum10 + adjoint_gpu_kernels_MatrixProductF32__terms(this, (row + 16), column);
         sum11 = sum11 + adjoint_gpu_kernels_MatrixProductF32__terms(this, (row + 16), (column + 16));
         sum12 = sum12 + adjoint_gpu_kernels_MatrixProductF32__terms(this, (row + 16), (column + 32));
         sum13 = sum13 + adjoint_gpu_kernels_MatrixProductF32__terms(this, (row + 16), (column + 48));
         sum20 = sum20 + adjoint_gpu_kernels_MatrixProductF32__terms(this, (row + 32), column);
         sum21 = sum21 + adjoint_gpu_kernels_MatrixProductF32__terms(this, (row + 32), (column + 16));
         sum22 = sum22 + adjoint_gpu_kernels_MatrixProductF32__terms(this, (row + 32), (column + 32));
         sum23 = sum23 + adjoint_gpu_kernels_MatrixProductF32__terms(this, (row + 32), (column + 48));
         sum30 = sum30 + adjoint_gpu_kernels_MatrixProductF32__terms(this, (row + 48), column);
         sum31 = sum31 + adjoint_gpu_kernels_MatrixProductF32__terms(this, (row + 48), (column + 16));
         sum32 = sum32 + adjoint_gpu_kernels_MatrixProductF32__terms(this, (row + 48), (column + 32));
         sum33 = sum33 + adjoint_gpu_kernels_MatrixProductF32__terms(this, (row + 48), (column + 48));
         barrier(CLK_LOCAL_MEM_FENCE);
      }
      int start = (matrix * this->rows) * this->columns;
      adjoint_gpu_kernels_MatrixProductF32__store(this, start, (firstRow + row), (firstColumn + column), sum00);
      adjoint_gpu_kernels_MatrixProductF32__store(this, start, (firstRow + row), ((firstColumn + column) + 16), sum01);
      adjoint_gpu_kernels_MatrixProductF32__store(this, start, (firstRow + row), ((firstColumn + column) + 32), sum02);
      adjoint_gpu_kernels_MatrixProductF32__store(this, start, (firstRow + row), ((firstColumn + column) + 48), sum03);
      adjoint_gpu_kernels_MatrixProductF32__store(this, start, ((firstRow + row) + 16), (firstColumn + column), sum10);
      adjoint_gpu_kernels_MatrixProductF32__store(this, start, ((firstRow + row) + 16), ((firstColumn + column) + 16), sum11);
      adjoint_gpu_kernels_MatrixProductF32__store(this, start, ((firstRow + row) + 16), ((firstColumn + column) + 32), sum12);
      adjoint_gpu_kernels_MatrixProductF32__store(this, start, ((firstRow + row) + 16), ((firstColumn + column) + 48), sum13);
      adjoint_gpu_kernels_MatrixProductF32__store(this, start, ((firstRow + row) + 32), (firstColumn + column), sum20);
      adjoint_gpu_kernels_MatrixProductF32__store(this, start, ((firstRow + row) + 32), ((firstColumn + column) + 16), sum21);
      adjoint_gpu_kernels_MatrixProductF32__store(this, start, ((firstRow + row) + 32), ((firstColumn + column) + 32), sum22);
      adjoint_gpu_kernels_MatrixProductF32__store(this, start, ((firstRow + row) + 32), ((firstColumn + column) + 48), sum23);
      adjoint_gpu_kernels_MatrixProductF32__store(this, start, ((firstRow + row) + 48), (firstColumn + column), sum30);
      adjoint_gpu_kernels_MatrixProductF32__store(this, start, ((firstRow + row) + 48), ((firstColumn + column) + 16), sum31);
      adjoint_gpu_kernels_MatrixProductF32__store(this, start, ((firstRow + row) + 48), ((firstColumn + column) + 32), sum32);
      adjoint_gpu_kernels_MatrixProductF32__store(this, start, ((firstRow + row) + 48), ((firstColumn + column) + 48), sum33);
      return;
   }
}
